"""Rules for sites and platforms, as data: what to keep, what to drop, where title and author stand.

The room is laid, the rules come with the full engine; README.md beside this says in which form.
"""
