"""What the candidates of the sample report say, and which of their words are evidence of what."""

from shared.kernel.language import Language

SAID: dict[Language, dict[str, str]] = {
    "zh": {
        "candidate": "陈雨晴",
        "question_1": "请讲一次你和同事意见不一致的经历，你是怎么处理的？",
        "answer_1": (
            "去年十月做会员系统改版的时候，我和后端的同事对接口怎么拆意见不一致。他想一次全部重写，我担心赶不上双十一。"
            "我先约他单独聊了半个小时，把他担心的意见一条一条记下来，然后我们一起列出两个方案的风险和工期。"
            "最后大家决定先拆订单接口，其余的节后再做，我负责写迁移脚本，他负责压测。结果按时上线，投诉比上一年少了三成。"
            "后来我们组一直用这个办法处理分歧：先把对方的理由说清楚，再谈自己的方案。"
        ),
        "question_2": "讲一个你排查过的、最难的线上问题。",
        "answer_2": (
            "今年三月，支付服务在半夜出现超时，每分钟大概有两百笔订单失败。我先看监控，发现数据库的连接数用满了，"
            "但是流量并没有上涨。于是我对比了前一天的发布，发现有一个新加的查询没有走索引。"
            "我们先回滚了发布，十二分钟后恢复，然后我补上索引，在测试环境用同样的流量压了一遍，确认耗时从八百毫秒降到四十毫秒。"
            "这个问题是我们组上线时漏看的，所以我写了复盘，加上了慢查询的告警，也把检查索引写进了发布清单。"
        ),
        "question_3": "最近学会了什么新东西？是怎么学的？",
        "answer_3": (
            "最近在学 Rust，主要是看官方的书，也看一些视频。一开始觉得所有权的概念比较难，后来慢慢就懂了。"
            "我觉得学新东西还是要多练，我写了一个小工具，感觉还不错。以后可能会在工作里用到吧，客户那边应该也会满意。"
        ),
        "question_4": "你为什么想加入我们？",
    },
    "en": {
        "candidate": "Maya Lindqvist",
        "question_1": "Tell me about a time you disagreed with a colleague. How did you handle it?",
        "answer_1": (
            "Last October, while we rebuilt the membership system, our data engineer and I disagreed about how to"
            " split the interfaces. He wanted to rewrite everything at once; I was afraid that we would miss the "
            "holiday season. I asked him for half an hour alone, wrote down each of his concerns, and then we "
            "listed the risks of both plans side by side. In the end we agreed to split the order interface "
            "first. I wrote the migration, he ran the load tests. As a result we shipped on time, and complaints "
            "fell by thirty percent. Since then our team settles differences this way: first say the other one's "
            "reasons, then your own."
        ),
        "question_2": "Tell us about the hardest production problem you ever tracked down.",
        "answer_2": (
            "In March our payment service began to time out at midnight, and about two hundred orders failed each"
            " minute. I looked at the dashboards first and saw that the database had run out of connections, "
            "although traffic had not grown. So I compared the last release and found a new query that used no "
            "index. We rolled back and were up again in twelve minutes. Then I added the index, replayed the same"
            " traffic, and saw the time fall from eight hundred to forty milliseconds. Our team had missed this "
            "in review, so I wrote the post-mortem, added an alarm for slow queries, and put the index check on "
            "our release list."
        ),
        "question_3": "What did you learn recently, and how?",
        "answer_3": (
            "Recently I have been learning Rust, mostly from the official book and some videos. Ownership was "
            "hard at first, but after a while I sort of understood it. I think with new things you just have to "
            "practise a lot. I wrote a small tool and it was quite nice. Maybe I will use it at work, and clients"
            " would probably like it."
        ),
        "question_4": "Why would you like to join us?",
    },
}

QUOTES: dict[Language, dict[int, dict[str, list[tuple[str, str]]]]] = {
    "zh": {
        1: {
            "teamwork": [
                ("我先约他单独聊了半个小时，把他担心的意见一条一条记下来", "action"),
                ("结果按时上线，投诉比上一年少了三成。", "result"),
            ],
            "communication": [
                ("他想一次全部重写，我担心赶不上双十一。", "situation"),
                ("先把对方的理由说清楚，再谈自己的方案。", "learning"),
            ],
        },
        2: {
            "problem_solving": [
                ("我先看监控，发现数据库的连接数用满了，但是流量并没有上涨。", "evidence"),
                ("确认耗时从八百毫秒降到四十毫秒。", "number"),
            ],
            "responsibility": [("所以我写了复盘，加上了慢查询的告警", "own_action")],
        },
        3: {"learning_agility": [("我写了一个小工具", "action")]},
    },
    "en": {
        1: {
            "teamwork": [
                ("I asked him for half an hour alone, wrote down each of his concerns", "action"),
                ("As a result we shipped on time, and complaints fell by thirty percent.", "result"),
            ],
            "communication": [
                (
                    "He wanted to rewrite everything at once; I was afraid that we would miss the holiday season.",
                    "situation",
                ),
                ("first say the other one's reasons, then your own.", "learning"),
            ],
        },
        2: {
            "problem_solving": [
                ("saw that the database had run out of connections, although traffic had not grown.", "evidence"),
                ("saw the time fall from eight hundred to forty milliseconds.", "number"),
            ],
            "responsibility": [("so I wrote the post-mortem, added an alarm for slow queries", "own_action")],
        },
        3: {"learning_agility": [("I wrote a small tool", "action")]},
    },
}
