"""The reading pages: every lesson as a page of plain HTML that needs neither Python nor JavaScript.

`make site` writes them to `site/read/`: one page a lesson, the concept index, a list of all lessons with a
search. A page is what nbconvert makes of the lesson that was run, with the template beside this file. What a
bet, a question or a task keeps for later is folded (details, summary), so that a reader decides when to look.

    pages.py    one lesson that was run → its page, its pictures, its places for the search
    build.py    runs the lessons and writes all files
"""
