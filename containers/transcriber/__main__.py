"""``python -m containers.transcriber``: serve the transcription queue until SIGTERM."""

import sys

from containers.transcriber.work import work_of
from containers.worker.serve import serve

if __name__ == "__main__":
    sys.exit(serve(work_of))
