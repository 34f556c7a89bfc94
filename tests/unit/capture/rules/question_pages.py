"""Questions with two answers, of which the second is accepted; texts and people are invented."""

from __future__ import annotations

ASKED = "How do I read a file once, when two want it?"
FIRST, BEST = "Read it twice, for it is small.", "Keep what you read, and lend it out."
NOTE = "That worked for me."


PAGES = {
    "question2answer": f"""<div class=qa-main><div class=qa-q-view><span
class=qa-netvote-count-data>+5
</span><div class=qa-q-view-content><a name=1></a><div itemprop=text>{ASKED}</div></div>
<span class=qa-q-view-when-data><time datetime=2026-03-14T09:26:00Z>Mar</time></span>
<span class=qa-q-view-who-data><a class=qa-user-link>Ada Lane</a></span>
<div class=qa-q-view-buttons>Junk</div></div><div class=qa-a-list-item><span
class=qa-netvote-count-data>1</span><div class=qa-a-item-content>{FIRST}</div>
<span class=qa-a-item-who-data>Cy Moss</span></div><div
class="qa-a-list-item qa-a-list-item-selected">
<div class=qa-a-item-content>{BEST}</div><span class=qa-a-item-who-data>Bo Reed</span>
<div class=qa-c-list><div class=qa-c-list-item><div class=qa-c-item-content>{NOTE}</div>
<span class=qa-c-item-who-data>Ada Lane</span></div></div></div></div>""",
    "askbot": f"""<div class="post question"><div class=vote-number>5</div><div
class=post-update-info-container><div class="post-update-info user-info"><a href=/u/1>Ada Lane</a>
<abbr class=timeago title="2026-03-14 09:26:00 +0000">Mar</abbr></div></div><div class=post-body>
<p>{ASKED}</p></div></div><div class="post answer"><div class=post-body><p>{FIRST}</p></div>
<div class=user-info><a>Cy Moss</a></div></div><div class="post answer accepted-answer">
<div class=post-body><p>{BEST}</p></div><div class=user-info><a>Bo Reed</a></div>
<div class=comments><div class=comment><div class=comment-body>{NOTE}</div><a class=author>Ada Lane
</a></div></div></div><p>Junk""",
    "osqa": f"""<div id=main-body><table id=question-table><tr><td><div
class=post-score>5</div></td><td>
<div class=question-body><p>{ASKED}</p></div><div class=post-update-info-container>
<div class=post-update-info>asked <strong title="2026-03-14 09:26:00">Mar</strong></div>
<div class=user-info><a>Ada Lane</a></div></div></td></tr></table><div class=answer>
<div class=answer-body>{FIRST}</div><div class=user-info><a>Cy Moss</a></div></div>
<div class="answer accepted-answer"><div class=answer-body>{BEST}</div><div
class=user-info><a>Bo Reed
</a></div><div class=comment><div class=comment-text>{NOTE}</div><a class=comment-user>Ada Lane</a>
</div></div></div><p>Junk""",
    "answerhub": f"""<div class=question-container><span class=author>Ada Lane</span><time
datetime=2026-03-14>Mar</time><div class=question-content><div
class=question-body>{ASKED}</div></div>
</div><div class=answer-container><span class=author>Cy Moss</span><div
class=answer-body>{FIRST}</div>
</div><div class=answer-container><span class=author>Bo Reed</span><div
class=answer-body>{BEST}</div>
</div><p>Junk""",
    "microdata-questions": f"""<div itemscope itemtype="https://schema.org/QAPage"><div
itemprop=mainEntity itemscope itemtype="https://schema.org/Question"><span itemprop=upvoteCount>5
</span><div itemprop=text><p>{ASKED}</p></div><time itemprop=dateCreated
datetime=2026-03-14T09:26:00Z></time><span itemprop=author><b itemprop=name>Ada Lane</b></span>
<div itemprop=suggestedAnswer itemscope itemtype="https://schema.org/Answer"><div itemprop=text>
{FIRST}</div><b itemprop=author>Cy Moss</b></div><div itemprop=acceptedAnswer itemscope
itemtype="https://schema.org/Answer"><div itemprop=text>{BEST}</div><b itemprop=author>Bo Reed</b>
</div></div></div><p>Junk""",
    "live-blog": f"""<meta name=author content="Ada Lane"><meta name=date content=2026-03-14><div
id=liveblog-body><article><header><time
datetime=2026-03-14T09:26:00Z>09:26</time><span>Ada Lane</span></header><div class=block-elements>
<p>{ASKED}</p></div><footer><button>Junk</button></footer></article><article><header><span>Cy Moss
</span></header><div class=block-elements>{FIRST}</div></article><article><header><span>Bo Reed
</span></header><div class=block-elements>{BEST}</div></article></div><p>Junk""",
    "microdata-threads": f"""<div itemscope itemtype="https://schema.org/DiscussionForumPosting">
<span itemprop=author><b itemprop=name>Ada Lane</b></span><time itemprop=datePublished
datetime=2026-03-14T09:26:00Z></time><div itemprop=text><p>{ASKED}</p></div><div itemprop=comment
itemscope itemtype="https://schema.org/Comment"><b itemprop=author>Cy Moss</b><div itemprop=text>
{FIRST}</div></div><div itemprop=comment itemscope itemtype="https://schema.org/Comment"><b
itemprop=author>Bo Reed</b><div itemprop=text>{BEST}</div></div></div><p>Junk""",
}
