"""The transcriber: takes recordings from its queue and gives the words, with their times.

``engine`` holds Whisper and is the only file that imports it; ``windows`` cuts the sound, ``sound`` measures it,
``wording`` writes the text, ``work`` and ``__main__`` make a worker of it.
"""
