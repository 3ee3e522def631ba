"""The floor of badge sheets: the same words and codes in ten boxes a page, by WeasyPrint alone.

`python -I plain_badges.py NUMBER FONT` writes the PDF on standard output; started by path, as our papers are.
"""

import sys
from base64 import b64encode
from io import BytesIO

import segno
from weasyprint import HTML

STYLE = """
@font-face {{ font-family: Plain; src: url(file://{font}) }}
@page {{ size: A4; margin: 13.5mm 17.5mm }}
body {{ font-family: Plain; margin: 0 }}
div {{ float: left; position: relative; width: 80mm; height: 50mm; margin: 0 3mm 3mm 0 }}
p {{ font-size: 20pt; margin: 4mm }}
img {{ position: absolute; right: 3mm; bottom: 3mm; width: 20mm }}
"""


def badge(number: int) -> str:
    code = BytesIO()
    segno.make(f"BADGE{number:03}").save(code, kind="png", scale=4)
    picture = f"data:image/png;base64,{b64encode(code.getvalue()).decode()}"
    return f'<div><p>Camille<p>Delattre {number}<p>Participant<img src="{picture}" alt=""></div>'


if __name__ == "__main__":
    badges = "".join(badge(number) for number in range(int(sys.argv[1])))
    page = f'<html lang="fr"><title>Badges</title><style>{STYLE.format(font=sys.argv[2])}</style>{badges}'
    sys.stdout.buffer.write(HTML(string=page).write_pdf())
