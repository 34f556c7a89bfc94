"""Threads of two posts in the markup of each forum software; texts and people are invented."""

from __future__ import annotations

FIRST = "The first post asks why the loader reads its file twice."
SECOND = "The second post says that a cache is missing there."
_A, _B = f"<p>{FIRST}</p><pre>load(1)\n  load(2)</pre>", f"<p>{SECOND}</p>"

# Junk is what a page shows around posts; none of it may be in the article.
PAGES = {
    "discourse": f"""
<meta name=generator content="Discourse 3.3 - a forum"><div id=topic-title><h1>Twice</h1></div>
<div itemscope itemtype="http://schema.org/DiscussionForumPosting">
<div id=post_1 class="topic-body crawler-post"><div class=crawler-post-meta>
<span class=creator itemprop=author><a href=/u/ada><span itemprop=name>Ada Lane</span></a></span>
<time datetime=2026-03-14T09:26:00Z class=post-time>March 14</time></div>
<div class=post itemprop=text>{_A}<aside class=quote><div class=title><div class=quote-controls>
Junk</div>bo:</div><blockquote><p>Quoted words.</p></blockquote></aside></div>
<div itemprop=interactionStatistic><meta itemprop=userInteractionCount content=3>
<span class=post-likes>3 Junk</span></div></div>
<div id=post_2 itemprop=comment class="topic-body crawler-post"><div class=crawler-post-meta>
<span class=creator itemprop=author><span itemprop=name>Bo Reed</span></span>
<time datetime=2026-03-15T09:26:00Z class=post-time>March 15</time></div>
<div class=post itemprop=text>{_B}</div></div></div>
<div role=navigation class="topic-body crawler-post"><a rel=next href=/t/1?page=2>Junk</a></div>""",
    "xenforo": f"""
<html id=XF data-template=thread_view><h1 class=p-title-value>Twice</h1>
<article class="message message--post js-post" data-author="Ada Lane" id=js-post-1>
<div class=message-cell--user><h4 class=message-name><a class=username>Ada Lane</a></h4>Junk</div>
<header class=message-attribution><time class=u-dt datetime=2026-03-14T09:26:00+0000>Mar</time>
</header><article class="message-body"><div itemprop=text><div class=bbWrapper>{_A}
<div class="bbCodeBlock bbCodeBlock--code"><div class=bbCodeBlock-title>Junk:</div>
<div class=bbCodeBlock-content><pre class=bbCodeCode data-lang=php><code>f();</code></pre></div>
</div></div></div></article><div class=message-signature><div class=bbWrapper>Junk</div></div>
</article>
<article class="message message--post js-post message--solution" data-author="Bo Reed">
<header class=message-attribution><time datetime=2026-03-15T09:26:00+0000>Mar</time></header>
<article class="message-body"><div class=bbWrapper>{_B}</div></article></article>""",
    "xenforo1": f"""
<html id=XenForo><ol class=messageList id=messageList>
<li id=post-1 class=message data-author="Ada Lane"><div class=messageUserInfo>Junk</div>
<article><blockquote class="messageText ugc baseHtml">{_A}<div class=messageTextEndMarker>Junk
</div></blockquote></article><div class=messageMeta>Junk <abbr class=DateTime
data-time=1773480360>Mar 14</abbr></div></li>
<li id=post-2 class=message data-author="Bo Reed"><blockquote class=messageText>{_B}</blockquote>
<span class=DateTime title="Mar 15, 2026 at 9:26 AM">Mar 15</span></li></ol>""",
    "phpbb": f"""
<body id=phpbb class="nojs section-viewtopic ltr"><h2 class=topic-title>Twice</h2>
<div id=p1 class="post has-profile bg2"><dl class=postprofile><dt><a class=username>Ada Lane</a>
</dt><dd>Posts: 7 Junk</dd></dl><div class=postbody><div id=post_content1><h3 class=first>Junk</h3>
<p class=author>by <strong><a class=username>Ada Lane</a></strong> »
<time datetime=2026-03-14T09:26:00+00:00>Sat</time></p>
<div class=content>{_A}<div class=codebox><p>Junk: <a href=#>Select all</a></p><pre><code>f()</code>
</pre></div></div><div class=signature>Junk</div></div></div></div>
<div id=p2 class="post bg1"><dl class=postprofile><dt><a class=username>Bo Reed</a></dt></dl>
<div class=postbody><p class=author>by <strong>Bo Reed</strong> » Sun Mar 15, 2026 9:26 am</p>
<div class=content>{_B}</div></div></div>""",
    "phpbb-subsilver": f"""
<table class=tablebg><tr class=row1><td><a name=p1></a><b class=postauthor>Ada Lane</b></td>
<td class=gensmall><div style="float: left;">Post subject: Junk</div><div style="float: right;">
<b>Posted:</b> Sat Mar 14, 2026 9:26 am</div></td></tr><tr class=row1><td class=profile>Junk</td>
<td><div class=postbody>{_A}</div></td></tr></table>
<table class=tablebg><tr class=row2><td><b class=postauthor>Bo Reed</b></td><td class=gensmall>
<div style="float: right;">Posted: Sun Mar 15, 2026</div></td></tr>
<tr><td>Junk</td><td><div class=postbody>{_B}</div></td></tr></table>""",
    "phpbb2": f"""
<table class=forumline><tr><td class=row1><span class=name><a name=1></a><b>Ada Lane</b></span>
<span class=postdetails>Junk</span></td><td class=row1><table><tr><td><span class=postdetails>
Posted: Sat Mar 14, 2026 9:26 am</span></td></tr><tr><td><span class=postbody>{FIRST}</span>
<table><tr><td class=code>load(1)<br>&nbsp; load(2)</td></tr></table>
<span class=postbody>So it was.</span></td></tr></table></td></tr>
<tr><td class=row2><span class=name><b>Bo Reed</b></span></td><td class=row2><table><tr><td>
<span class=postdetails>Posted: Sun Mar 15, 2026 9:26 am</span></td></tr><tr><td>
<span class=postbody>{SECOND}</span></td></tr></table></td></tr></table>""",
    "vbulletin5": f"""
<ul><li class="b-post js-post" data-node-id=1><div class=author itemprop=author><strong><a>
<span itemprop=name>Ada Lane</span></a></strong></div><ul class=b-userinfo>Junk</ul>
<time itemprop=dateCreated datetime=2026-03-14T09:26:00>Mar</time>
<div class="js-post__content-text restore" itemprop=text>{_A}</div><div>Junk</div></li>
<li class="b-post js-post"><div class=author itemprop=author><span itemprop=name>Bo Reed</span>
</div><time datetime=2026-03-15T09:26:00></time>
<div class="js-post__content-text restore">{_B}</div></li></ul>""",
    "vbulletin4": f"""
<ol id=posts><li class="postbitlegacy postcontainer old" id=post_1><div class=posthead>
<span class="postdate old"><span class=date>March 14th, 2026,&nbsp;<span class=time>09:26</span>
</span></span></div><div class=userinfo><div class=username_container>
<a class="username offline"><strong>Ada Lane</strong></a></div>Junk</div><div class=postbody>
<h2 class=title>Junk</h2><div id=post_message_1><blockquote class="postcontent restore">{_A}
<div class=bbcode_container><div class=bbcode_description>Junk:</div>
<pre class=bbcode_code>f()</pre></div></blockquote></div></div></li>
<li class="postbitlegacy postcontainer" id=post_2><span class=postdate><span class=date>
March 15th, 2026</span></span><a class=username><strong>Bo Reed</strong></a>
<div id=post_message_2><blockquote class=postcontent>{_B}</blockquote></div></li></ol>""",
    "vbulletin3": f"""
<div id=posts><div id=edit1><table id=post1 class=tborder><tr><td class=thead><a name=post1></a>
March 14th, 2026, 09:26 AM</td></tr><tr><td class=alt2><div id=postmenu_1><a class=bigusername
href=member.php?u=1>Ada Lane</a></div>Junk</td><td class=alt1 id=td_post_1>
<div class=smallfont><strong>Junk</strong></div><div id=post_message_1>{_A}
<div style="margin:20px"><div class=smallfont>Junk:</div><pre class=alt2 dir=ltr>f()</pre></div>
</div></td></tr></table></div><div id=edit2><table id=post2><tr><td class=thead>
March 15th, 2026</td></tr><tr><td><a class=bigusername>Bo Reed</a></td><td>
<div id=post_message_2>{_B}</div></td></tr></table></div></div>""",
    "invision": f"""
<article id=elComment_1 class="cPost ipsBox ipsComment"><aside class="ipsComment_author">
<h3 class="ipsType_sectionHead cAuthorPane_author"><strong><a>Ada Lane</a></strong></h3>Junk</aside>
<div class=ipsComment_meta><time datetime=2026-03-14T09:26:00Z>March</time></div>
<div class=cPost_contentWrap><div data-role=commentContent class=ipsType_richText>{_A}</div>
<div data-role=memberSignature><div data-role=commentContent>Junk</div></div></div></article>
<article id=elComment_2 class="cPost ipsBox ipsComment"><aside class=ipsComment_author>
<h3 class=cAuthorPane_author>Bo Reed</h3></aside><time datetime=2026-03-15T09:26:00Z></time>
<div data-role=commentContent>{_B}</div></article>""",
    "invision5": f"""
<article class="ipsEntry js-ipsEntry ipsEntry--post"><h3 class=ipsEntry__username>Ada Lane</h3>
<time datetime=2026-03-14T09:26:00Z>March</time><div class=ipsEntry__post>
<div class="ipsEntry__content"><div class="ipsRichText" data-role=commentContent>{_A}</div></div>
</div></article><article class="ipsEntry ipsEntry--post"><h3 class=ipsEntry__username>Bo Reed</h3>
<time datetime=2026-03-15T09:26:00Z></time><div class=ipsEntry__post><div class=ipsRichText>{_B}
</div></div></article>""",
    "invision3": f"""
<div class=post_block id=post_id_1><div class=post_wrap><h3><span class="author vcard">Ada Lane
</span></h3><p class=posted_info><abbr class=published title=2026-03-14T09:26:00+00:00>Mar</abbr>
</p><div class="post entry-content">{_A}<p class=edit>Junk</p></div>
<div class=signature>Junk</div></div></div><div class=post_block><span class="author vcard">Bo Reed
</span><abbr class=published title=2026-03-15T09:26:00+00:00></abbr>
<div class="post entry-content">{_B}</div></div>""",
    "flarum": f"""
<body><noscript id=flarum-content><div class=container><h1>Twice</h1><div><article>
<div class=PostUser><h3 class=PostUser-name>Ada Lane</h3></div><div class=Post-body>{_A}</div>
</article><article><div class=PostUser><h3 class=PostUser-name>Bo Reed</h3></div>
<div class=Post-body>{_B}</div></article></div></div></noscript>""",
    "lemmy": f"""
<main><div class=post-listing><h1>Twice</h1><a class=person-listing>Ada Lane</a>
<span class=moment-time data-tippy-content="2026-03-14 09:26">4 days ago</span>
<div id=postContent class=md-div>{_A}</div></div><ul class=comments><li class=comment>
<article id=comment-1 class="details comment-node"><a class=person-listing>Bo Reed</a>
<div class=comment-content><div class=md-div>{_B}</div></div></article></li></ul></main>""",
    "reddit-old": f"""
<div id=siteTable class=sitetable><div class="thing link self" data-author="Ada Lane" data-score=12>
<div class=entry><p class=title><a class=title>Twice</a></p><p class=tagline>
<time datetime=2026-03-14T09:26:00+00:00>4 days ago</time></p><div class=expando>
<form class=usertext><div class="usertext-body md-container"><div class=md>{_A}</div></div></form>
</div><ul class=buttons><li>Junk</li></ul></div></div></div>
<div class=commentarea><div class="thing comment" data-author="Bo Reed"><div class=entry>
<p class=tagline><span class="score unvoted" title=5>5 points</span>
<time datetime=2026-03-15T09:26:00+00:00></time></p><form class=usertext>
<div class=usertext-body><div class=md>{_B}</div></div></form></div><div class=child>
<div class="thing comment" data-author=Cy><div class=entry><div class=usertext-body>
<div class=md><p>A reply.</p></div></div></div></div></div></div></div>""",
    "reddit": f"""
<shreddit-post author="Ada Lane" created-timestamp=2026-03-14T09:26:00.000000+0000 score=12
post-title="Twice is too much"><h1 slot=title>Twice is too much</h1><div slot=text-body>
<div class=md>{_A}</div></div></shreddit-post>
<shreddit-comment-tree><shreddit-comment author="Bo Reed" score=5 depth=0>
<div slot=commentMeta>Junk <time datetime=2026-03-15T09:26:00Z>3 days</time></div>
<div slot=comment><div class=md>{_B}</div></div><shreddit-comment author=Cy depth=1>
<div slot=comment><p>A reply.</p></div></shreddit-comment></shreddit-comment>
</shreddit-comment-tree>""",
    "vanilla": f"""
<div class="Item ItemDiscussion"><div class=Discussion><div class="Item-Header DiscussionHeader">
<span class=Author><a class=Username>Ada Lane</a></span><span class=DateCreated>
<time datetime=2026-03-14T09:26:00+00:00></time></span></div>
<div class="Message userContent">{_A}</div><div class=Reactions>Junk</div></div></div>
<ul><li class="Item ItemComment"><span class=Author><a class=Username>Bo Reed</a></span>
<time datetime=2026-03-15T09:26:00+00:00></time><div class="Message userContent">{_B}</div></li>
</ul>""",
    "mybb": f"""
<div class="post" id=post_1><div class=post_author><div class=author_information><strong>
<span class=largetext><a>Ada Lane</a></span></strong>Junk</div></div><div class=post_head>
<span class=post_date>2026-03-14, 09:26 AM</span></div><div class="post_body scaleimages" id=pid_1>
{_A}<div class=codeblock><div class=title>Junk:</div><div class=body><code>f()</code></div></div>
</div><div class=signature>Junk</div></div><div class=post id=post_2>
<div class=author_information><span class=largetext>Bo Reed</span></div>
<span class=post_date>2026-03-15</span><div class="post_body" id=pid_2>{_B}</div></div>""",
    "smf": f"""
<div id=forumposts><form id=quickModForm><div class=windowbg id=msg1><div class=post_wrapper>
<div class=poster><h4><a>Ada Lane</a></h4>Junk</div><div class=postarea><div class=keyinfo>
<h5 id=subject_1>Junk</h5><div class=smalltext>« on: March 14, 2026, 09:26:00 AM »</div></div>
<div class=post><div class=inner id=msg_1>{_A}<div class=codeheader>Junk</div>
<code class=bbc_code>f()<br>g()</code></div></div></div></div></div>
<div class=windowbg2><div class=post_wrapper><div class=poster><h4><a>Bo Reed</a></h4></div>
<div class=keyinfo><div class=smalltext>March 15, 2026</div></div><div class=post>
<div class=inner id=msg_2>{_B}</div></div><div class=signature>Junk</div></div></div></form>
</div>""",
    "smf1": f"""
<form id=quickModForm><table><tr><td class=windowbg><table><tr><td><b><a>Ada Lane</a></b>
<div class=smalltext>Junk</div></td><td><div id=subject_1>Junk</div><div class=smalltext>
« on: March 14, 2026, 09:26:00 AM »</div><div class=post>{_A}</div></td></tr></table></td></tr>
<tr><td class=windowbg2><table><tr><td><b><a>Bo Reed</a></b></td><td><div id=subject_2></div>
<div class=smalltext>March 15, 2026</div><div class=post>{_B}</div></td></tr></table></td></tr>
</table></form>""",
    "nodebb": f"""
<ul component=topic class=posts><li component=post data-pid=1 data-username="Ada Lane"
data-timestamp=1773480360000><div class=content component="post/content">{_A}</div>
<div component="post/signature">Junk</div><span component="post/vote-count" data-votes=4>4</span>
</li><li component=post data-username="Bo Reed"><span class=timeago
title=2026-03-15T09:26:00.000Z></span><div component="post/content">{_B}</div></li></ul>""",
    "fluxbb": f"""
<div id=brdmain><div id=p1 class="blockpost rowodd firstpost"><h2><span><span class=conr>#1</span>
<a href=viewtopic.php?pid=1#p1>2026-03-14 09:26:00</a></span></h2><div class=postleft><dl><dt>
<strong><a>Ada Lane</a></strong></dt><dd>Junk</dd></dl></div><div class=postright><h3>Junk</h3>
<div class=postmsg>{_A}<p class=postedit>Junk</p></div></div></div>
<div id=p2 class=blockpost><h2><a>2026-03-15 09:26:00</a></h2><div class=postleft><dl><dt>Bo Reed
</dt></dl></div><div class=postmsg>{_B}</div></div></div>""",
    "punbb": f"""
<div id=brd-viewtopic class="brd"><div class="post firstpost"><div class=posthead>
<h3 class=post-ident><span class=post-byline>Topic by <strong>Ada Lane</strong></span>
<span class=post-link><a>2026-03-14 09:26:00</a></span></h3></div><div class=postbody>
<div class=post-entry><h4 class=entry-title>Junk</h4><div class=entry-content>{_A}
<div class=sig-content>Junk</div></div></div></div></div><div class=post><div class=posthead>
<span class=post-byline><strong>Bo Reed</strong></span><span class=post-link>2026-03-15</span></div>
<div class=post-entry><div class=entry-content>{_B}</div></div></div></div>""",
    "google-groups": f"""
<section data-author="Ada Lane"><h3>Junk</h3><span class=zX2W9c>Mar 14, 2026, 9:26:00 AM</span>
<div class=ptW7te role=region>{_A}</div></section><section data-author="Bo Reed">
<span class=zX2W9c>Mar 15, 2026</span><div class=ptW7te>{_B}</div></section>""",
    "hyperkitty": f"""
<section id=thread-content><div class="email first"><div class=email-header>
<div class=email-author><h2 class=name><a>Ada Lane</a></h2></div><div class=email-date>
<span title="Sender's time: 2026-03-14 09:26">4 days</span></div></div>
<div class=email-body>{_A}</div><div class=email-info>Junk</div></div><div class="email">
<div class=email-author><h2 class=name>Bo Reed</h2></div><div class=email-date>15 Mar 2026</div>
<div class=email-body>{_B}</div></div></section>""",
    "lithium": f"""
<div class="lia-message-view-wrapper"><a class=lia-user-name-link>Ada Lane</a>
<span class=local-date>2026-03-14</span><div class=lia-message-body>
<div class=lia-message-body-content>{_A}</div></div><div class=lia-quilt-row-footer>Junk</div></div>
<div class="lia-message-view-wrapper"><a class=lia-user-name-link>Bo Reed</a>
<div class=lia-message-body-content>{_B}</div></div>""",
    "bbpress": f"""
<ul class=forums><li class=bbp-body><div class=bbp-topic-header><span class=bbp-topic-post-date>
March 14, 2026</span></div><div class="post-1 topic"><div class=bbp-topic-author>
<a class=bbp-author-name>Ada Lane</a>Junk</div><div class=bbp-topic-content>{_A}</div></div>
<div class=bbp-reply-header>Junk</div><div class="post-2 reply"><a class=bbp-author-name>Bo Reed</a>
<div class=bbp-reply-content>{_B}</div></div></li></ul>""",
    "wpforo": f"""
<div id=post-1 class="wpforo-post"><div class=author-name><a>Ada Lane</a></div>
<div class=wpforo-post-content-top><span class=wpforo-date>14/03/2026 9:26 am Junk</span></div>
<div class=wpforo-post-content>{_A}</div></div><div id=post-2 class="wpforo-post">
<div class=author-name>Bo Reed</div><div class=wpforo-post-content>{_B}</div></div>""",
    "drupal-forum": f"""
<article class="node node--type-forum"><footer><span>Submitted by <a class=username>Ada Lane</a> on
<time datetime=2026-03-14T09:26:00Z>14 March</time></span></footer>
<div class="field--name-body">{_A}</div></article><section><article class="comment">
<a class=username>Bo Reed</a><div class="field--name-comment-body">{_B}</div>
<div class=comment__links>Junk</div></article></section>""",
    "proboards": f"""
<div class=forum><table><tr class="item post" id=post-1><td><div class=mini-profile>
<a class=user-link>Ada Lane</a>Junk</div><abbr class="o-timestamp time"
data-timestamp=1773480360000>Mar</abbr><div class=content><div class=message>{_A}</div></div></td>
</tr><tr class="item post"><td><a class=user-link>Bo Reed</a><div class=content>
<div class=message>{_B}</div></div></td></tr></table></div>""",
    "jforum": f"""
<table class=forumline><tr><td class=row1><span class=name><b>Ada Lane</b></span></td>
<td class=post><span class=postdetails>14/03/2026 2026-03-14 09:26</span>
<div class=postbody>{_A}</div></td></tr><tr><td class=row1><span class=name><b>Bo Reed</b></span>
</td><td class=post><div class=postbody>{_B}</div></td></tr></table>""",
    "tildes": f"""
<article class=topic-full><h1>Twice</h1><div class=topic-full-byline><a class=link-user>Ada Lane</a>
<time datetime=2026-03-14T09:26:00Z>March</time></div><div class=topic-voting><span
class=topic-voting-votes>7</span></div><div class=topic-full-text>{_A}</div></article>
<ol><li><article class=comment><a class=link-user>Bo Reed</a><div class=comment-text>{_B}</div>
</article></li></ol>""",
}
HOSTS = {"google-groups": "groups.google.com", "tildes": "tildes.net"}
