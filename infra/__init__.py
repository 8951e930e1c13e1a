"""The system as AWS resources: one CDK app, deployed to AWS or to the cloud on this machine."""

import os

# CDK runs in Node, which says on every start that version 20 is past its end of life; Bole supports 20 and newer.
os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20")
