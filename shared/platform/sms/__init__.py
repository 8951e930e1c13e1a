"""SMS behind one port: Amazon SNS, Alibaba Cloud, Tencent Cloud, chosen by the country of the number."""
