"""Words of job descriptions in both languages, as data; read by ``words.py`` beside this folder."""
