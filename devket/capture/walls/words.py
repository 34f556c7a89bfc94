"""The words and marks by which walls give themselves away, in the languages we meet them in.

One sign proves nothing: an article about log-ins has every word of a log-in form.
"""

from __future__ import annotations

import re

from devket.capture.walls.phrases import Phrases


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


CHALLENGE_TITLES = _any(
    r"just a moment|attention required|checking your browser|making sure you.re not a bot",
    r"pardon our interruption|robot check|are you (?:a robot|human)|human verification",
    r"verify(?:ing)? (?:that )?you are (?:a )?human|security check(?:point)?\b|ddos.guard",
    r"one moment,? please|access to this page has been denied|bot verification|captcha\b",
    r"please wait\W*$|sucuri website firewall|client challenge|validation request",
    r"잠시만 기다|보안 확인|자동 ?등록 ?방지|少々お待ちください|请稍候|安全验证|einen moment",
    r"un instant|un momento|ロボットではない",
)
# Only the wall itself carries these.
STRONG_MARKS = Phrases(
    r"cf-chl|cf_chl|challenge-platform/h/[bg]/orchestrate|captcha-delivery\.com|px-captcha"
    r"|anubis_challenge|within\.website/x/cmd/anubis|gokuProps|_Incapsula_Resource"
    r"|Incapsula incident|vercel/security|sucuri_cloudproxy|sec-if-cpt-container|sec-cpt-if"
    r"|_sec/cp_challenge|errors\.edgesuite\.net|google\.com/sorry|/sorry/index|_fs-ch-"
    r"|bobcmn|perfdrive\.com|ddos-guard/js-challenge|_____tmd_____|showcaptcha|cerberus-challenge"
    r"|go-away/cmd/challenge|KPSDK\.configure|ips\.js\?KP_UIDz",
    ignore_case=False,
)
# These stand on common pages as well: a form for comments, a script that watches for bots.
WEAK_MARKS = Phrases(
    r"challenge-platform|challenges\.cloudflare\.com|cf-turnstile|_pxAppId|awswaf|kpsdk"
    r"|g-recaptcha|h-captcha|hcaptcha\.com|recaptcha/(?:api|enterprise)|geetest|TCaptcha"
    r"|AwsWafIntegration|datadome",
    ignore_case=False,
)
CHALLENGE_WORDS = Phrases(
    r"enable javascript and cookies|checking (?:if the site connection is secure|your browser)",
    r"verify(?:ing)? (?:that )?you(?:.re| are)|you(?:.re| are) not a (?:ro)?bot|unusual traffic",
    r"unusual activity from|complete the (?:captcha|security check)|press (?:&|and) hold",
    r"needs to review the security|proof.of.work|enable js and disable any ad ?blocker",
    r"automated (?:access|requests|queries)|prove (?:that )?you(?:.re| are) (?:a )?human",
    r"request unsuccessful|reference #?\s?\d+\.[0-9a-f]|slide to verify|are you a (?:ro)?bot",
    r"자바스크립트를 (?:활성화|사용)|로봇이 아닙|비정상적인 (?:접근|트래픽)|ロボットではありません",
    r"异常(?:流量|访问)|验证(?:您|你)?是(?:真)?人|kein roboter|ungewöhnlichen datenverkehr",
    r"pas un robot|trafic inhabituel|no eres un robot|tráfico inusual",
)
CONSENT_WORDS = Phrases(
    r"before you continue to|consent to (?:the use of )?cookies to continue",
    r"(?:accept|agree to) (?:all |our )?(?:use of )?cookies (?:in order )?to (?:continue|proceed)",
    r"part of the yahoo family of brands|bevor sie (?:zu .{1,40} )?(?:fortfahren|weitergehen)",
    r"mit werbung (?:oder im|und tracking|weiterlesen|lesen)|pur-abo|avant d.accéder à",
    r"avant de continuer|continuer sans accepter|antes de (?:continuar|ir a)|계속하기 전에",
    r"(?:続行|移動)する前に|在(?:您|你)继续|继续前往.{1,20}之前",
)
CONSENT_MARKS = Phrases(
    r"consent\.(?:google|youtube|yahoo)|onetrust|didomi|sp_message|sourcepoint|privacy-mgmt"
    r"|usercentrics|quantcast|qc-cmp|cookiebot|trustarc|contentpass|iubenda|guce\.",
    ignore_case=False,
)
CONSENT_FORM = Phrases(r"action=[\"']?[^\"'>]{0,80}(?:consent|cookie)", ignore_case=False)
LOGIN_TITLE = _any(
    r"^\W*(?:please )?(?:log ?in|sign ?in|log ?on|sign ?up)\b(?: (?:to|or|with|-|–|\||·|•"
    r"|into)\b.{0,60})?"
    r"(?:\s*[-–|·•:].{0,60})?\W*$",
    r"[-–|·•:]\s*(?:log ?in|sign ?in)\W*$|^\W*(?:authentication|login|authorization) required\b",
    r"^\W*(?:로그인|ログイン|サインイン|登录|登入|anmelden|anmeldung|einloggen|connexion"
    r"|se connecter|iniciar sesión|acceder)\b.{0,40}$",
    r"[-–|·•:]\s*(?:로그인|ログイン|登录|登入|anmelden|connexion|iniciar sesión)\W*$",
    r"^\W*(?:join|welcome to) linkedin|^\W*log ?into facebook",
)
LOGIN_WORDS = Phrases(
    r"\b(?:log ?in|sign ?in)\b|로그인|ログイン|登录|登入|anmelden|se connecter|iniciar sesión"
)
LOGIN_DEMANDS = Phrases(
    r"you (?:must|need to|have to|.ll need to) (?:be (?:logged|signed) in|log ?in|sign ?in)\b",
    r"(?:please )?(?:log ?in|sign ?in|join(?: now)?|sign ?up) to (?:continue|view|see|read"
    r"|access|proceed)",
    r"(?:this|the) (?:page|content|workspace|file|document) is (?:private|only visible to)",
    r"you (?:don.t|do not) have (?:access|permission)|you need (?:access|permission)\b",
    r"request access|join linkedin|new to linkedin|create (?:a )?new account",
    r"로그인이? ?(?:필요|후 (?:이용|사용))|로그인 ?(?:해 ?주세요|하세요)|권한이 없습니다",
    r"ログイン(?:が必要|してください)|请先?登录|登录后(?:查看|可见|访问)",
    r"melden sie sich (?:bitte )?an|bitte (?:anmelden|einloggen)|anmelden, um",
    r"(?:veuillez vous|connectez.vous pour) ?(?:connecter|continuer|lire|voir)",
    r"(?:inicia sesión|debes? iniciar sesión|inicie sesión) para",
)
LOGIN_ADDRESS = re.compile(
    r"/(?:log[-_]?in|sign[-_]?in|authwall|sso|oauth2?|checkpoint|accounts/login|uas/login"
    r"|users/sign_in|ServiceLogin|auth/login|wp-login\.php|session/new)(?=[/?.]|$)",
    re.IGNORECASE,
)
TEASER_WORDS = Phrases(
    r"(?:subscribe|sign up|log ?in|register|become a member|upgrade|join)\b.{0,40}\bto (?:continue"
    r"|keep|read|unlock)\b",
    r"(?:this|the (?:rest|full)) (?:article|story|post|content) is (?:for|only available to"
    r"|reserved for|available to|exclusive)",
    r"(?:continue|keep) reading with a|already a (?:paid )?(?:subscriber|member)\?",
    r"for (?:paid |paying )?subscribers only|subscriber.only|this post is for paid",
    r"members?.only (?:story|content|post)|made this story available to .{0,20}members only",
    r"(?:unlock|read) the (?:full|rest of th(?:e|is)) (?:article|story|post)|you.ve reached your"
    r" .{0,20}limit|to continue reading this",
    r"(?:continue(?: reading)?|read (?:more|the full \w+)|keep reading|see more) in the app\b"
    r"|open (?:in )?(?:the )?"
    r"app to (?:continue|read)",
    r"구독(?:하고|하시면|자).{0,20}(?:계속|전체|전문|읽)|유료 ?(?:회원|구독|기사|콘텐츠)",
    r"로그인.{0,12}(?:전체|전문|계속).{0,8}(?:읽|보)|이어서 ?(?:읽|보)(?:으)?려면|멤버십 ?전용",
    r"이 (?:글|기사|콘텐츠)는 .{0,10}(?:구독자|회원|멤버십)|앱에서 (?:계속|더|이어서?) ?(?:보|읽)",
    r"有料(?:会員|記事)|続きを(?:読む|見る)には|続きは有料|会員限定|残り\s?[:：]?\s?[\d,]+\s?文字",
    r"アプリで続きを|订阅后|付费(?:阅读|内容|后)|剩余\s?\d+\s?%|登录后(?:查看|阅读)(?:全文|更多)",
    r"开通(?:会员|vip)|解锁(?:文章|全文)|打开app(?:阅读|查看)|下载app(?:阅读|查看)",
    r"(?:jetzt|bitte) (?:abonnieren|registrieren|anmelden).{0,40}(?:weiterlesen|weiterzulesen)",
    r"(?:dieser|der vollständige) (?:artikel|beitrag|inhalt) (?:ist|steht) .{0,30}abonnent",
    r"weiterlesen mit|sie haben bereits ein .{0,20}(?:abo|konto)\b|nur für abonnent",
    r"(?:cet article|la suite|ce contenu) est réservée? (?:à|aux)|il vous reste .{0,20}\b(?:de cet"
    r" article|à lire)|(?:abonnez|inscrivez|connectez)-vous pour (?:lire|continuer|poursuivre)",
    r"déjà abonné|réservé aux abonnés|exclusivo para (?:suscriptores|socios)|ya (?:soy|eres)"
    r" suscriptor|(?:suscríbete|regístrate|suscríbase|inicia sesión) para (?:seguir|continuar"
    r"|leer)",
)
MISSING_TITLE = _any(
    r"^\W*(?:(?:http )?error\W*)?404\b\W*(?:(?:page |file )?(?:not found|error|missing))?\W*"
    r"(?:[-–|·•] .{0,40})?$|[-–|·•:]\s*404\W*$",
    r"^\W*(?:oops\W*|sorry\W*|error\W*|404\W*)?(?:the |this |that )?(?:\w+ )?(?:page|file"
    r"|content|article|post|story"
    r"|document|site|url|resource|question|topic)(?: you.{0,30})? (?:(?:was|is|could"
    r"|can)(?: ?not|n.t)"
    r"(?: be)? (?:found|available|exist)|not found|doesn.t exist|does not exist|(?:is )?no longer"
    r" (?:available|exists?)|(?:is|has been) (?:gone|removed|deleted|moved))\b.{0,40}$",
    r"^\W*(?:page )?not found\b.{0,40}$|[-–|·•:]\s*(?:page )?not found\W*$",
    r"^\W*(?:we )?(?:can.t|cannot|couldn.t|could not) find (?:that|this|the) page"
    r"|nothing (?:was )?found here",
    r"페이지를 찾을 수 없|(?:존재하지|찾을 수) (?:않는|없는) (?:페이지|글|게시)|삭제된 (?:글"
    r"|게시물|페이지)",
    r"ページ(?:が|は)(?:見つかりません|存在しません|ございません)|お探しのページ",
    r"(?:页面|文章|内容|網頁|頁面)(?:不存在|未找到|找不到|已删除)|您访问的页面",
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada",
)
MISSING_WORDS = Phrases(
    r"(?:page|link|url|address|article|post)\b.{0,40}\b(?:moved|removed|deleted|renamed|exist"
    r"|broken|expired|mistyped"
    r"|not found|no longer)|(?:can.t|cannot|couldn.t|could not) (?:be )?f(?:i|ou)nd|nothing here"
    r"|looking for.{0,40}(?:exist|found|here|moved)|check the (?:url|address|spelling)",
    r"(?:go|take me|back|return) (?:back )?(?:to )?(?:the )?home|error code:? ?404|찾을 수 없"
    r"|삭제되었|변경되었",
    r"見つかりません|削除された|移動した|不存在|已被删除|nicht gefunden|introuvable|no (?:existe"
    r"|encontr)",
)
ERROR_TITLE = _any(
    r"^\W*(?:(?:http )?error\W*)?50[0-4]\b.{0,60}$|^\W*(?:bad gateway|gateway time-?out)\b",
    r"^\W*(?:service|site|website|server|page) (?:is )?(?:temporarily "
    r"|currently )?(?:unavailable|down|offline)",
    r"^\W*(?:internal )?server error\b.{0,40}$|^\W*application error\b|^\W*runtime error\b",
    r"(?:error establishing a )?database (?:connection )?error|error establishing a database",
    r"^\W*web server is (?:down|returning)|(?:under|scheduled|down for) maintenance\W*$"
    r"|we.ll be (?:right )?back\b",
    r"^\W*something went wrong\W*$|bandwidth limit exceeded|briefly unavailable for scheduled",
    r"일시적인? (?:오류|장애)|서비스 점검|シ?ステム(?:メンテナンス|エラー)|メンテナンス中"
    r"|服务器(?:错误|内部错误)",
    r"wartungsarbeiten|erreur (?:interne )?du serveur|en mantenimiento",
)
ERROR_WORDS = Phrases(
    r"try again (?:later|in a few|shortly)|(?:server|application|client-side) (?:error"
    r"|exception)|has occurred",
    r"error (?:code|id|reference|establishing)|(?:temporarily|currently) unavailable|web server",
    r"unable to (?:connect|process)|maintenance|administrator|upstream|exception|overloaded"
    r"|nginx|apache",
    r"잠시 후 다시|しばらく(?:して|経って)|请稍后(?:再试|重试)|später (?:noch einmal|erneut)"
    r"|réessayer|inténtelo",
)
PLACEHOLDER_TITLE = _any(
    r"apache2? .{0,30}default page|^\W*welcome to nginx"
    r"|test page for (?:the )?.{0,40}(?:http server|installation)",
    r"^\W*iis (?:windows|\d)|^\W*it works!?\W*$|default (?:web ?site|parking) page"
    r"|^\W*account suspended",
    r"(?:domain|site|website) (?:is )?(?:for sale|parked|suspended|expired|coming soon)",
    r"^\W*(?:this )?account (?:has been|is) suspended|^\W*[\w-]+\.[a-z]{2,12} (?:is )?for sale"
    r"|parked domain",
    r"^\W*coming soon\W*$|^\W*under construction\W*$|ドメイン.{0,20}(?:お名前|取得)"
    r"|域名.{0,10}(?:出售|停放)",
)
PLACEHOLDER_WORDS = Phrases(
    r"successfully installed|default (?:web ?page|welcome page|virtual host)"
    r"|web server software is running",
    r"contact (?:your )?(?:hosting|support|billing|the domain)|hosting provider|buy (?:this"
    r"|the) domain",
    r"domain (?:name )?(?:is|may be) (?:for sale|parked|available)|make an offer"
    r"|related (?:searches|links)",
    r"suspended|sedoparking|parkingcrew|bodis|document root|website owner|launch|stay tuned"
    r"|construction",
)
SCRIPT_WORDS = Phrases(
    r"(?:enable|turn on|requires?|need|without|allow|activate) (?:to )?(?:run "
    r"|enable )?java ?script|java ?script (?:is|to be|must be)"
    r" (?:required|enabled|disabled|not (?:available|enabled|supported))|java ?script to (?:run"
    r"|view|use|continue)",
    r"자바스크립트를? .{0,12}(?:활성화|사용|켜|허용|필요)|javascript ?(?:を|が).{0,12}(?:有効"
    r"|必要|無効)",
    r"(?:启用|开启|需要|請啟用) ?javascript|javascript (?:aktivieren|activé|activer|habilit)"
    r"|activ(?:er|ez|e) javascript",
)
