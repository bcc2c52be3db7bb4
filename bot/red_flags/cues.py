"""Scope cues: the words that deny, date, suppose, report or settle a sign.

Data only, in the notation of `phrases.py`; `scope.py` says what each cue does.
"""

# A year that is over: "in 1997".
_YEARS = "|".join(str(year) for year in range(1930, 2026))
_AGES = (
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty"
)
# Who works here: what they do in a case is asked in general.
_STAFF = (
    "staff|team|nurse|nurses|therapist|therapists|practitioner|practitioners|"
    "beautician|beauticians|receptionist|receptionists|clinic|salon|girls|ladies|"
    "people|clinicians"
)

SCOPE_CONCEPTS: dict[str, tuple[str, ...]] = {
    # Denies what follows, up to a break.
    "NO": (
        "no|not|never|without|denies|deny|nor|neither|zero|nil",
        "dont|doesnt|didnt|havent|hasnt|hadnt|isnt|arent|wasnt|werent|aint",
        "dont|didnt think|believe|reckon",
        "instead of|rather than|free of|absence of|anything but|far from|ruled out",
        "sin|pas|kein|keine|senza|sem|bez",
    ),
    # Looks like a denial and is none.
    "NOT_A_NO": (
        "no idea|doubt|joke|matter|way|wonder|longer|time|reason|where|signal",
        "no one|nobody|noone",
        (
            "not|isnt|arent|wasnt sure|only|just|even|long|kidding|joking|"
            "exaggerating|lying|again|well|good"
        ),
        "not being dramatic|funny|silly|able|listened",
        "not ~1 better|stopping|stopped|gone|normal|ok|okay|right|working|helping",
        "dont|didnt|doesnt know|understand|want|care|like|care|mind|realise|realize",
        "doesnt|dont|isnt|didnt ~1 look|seem|feel|sound ~1 right|normal|good|well|ok",
        "dont|didnt mean|wish to bother|worry|fuss|waste|be a|bother",
        "never had|felt|known|experienced|seen ~4 before|this|like|so|such|anything",
        "not|isnt|wasnt ~1 normally|usually|like|used",
        "hasnt|havent|isnt|not|wont|didnt|doesnt ~1 eased|ease|help|helped|stop|let",
        "havent|hasnt slept|told|been|eaten|called|rung|seen|heard|had ~3 reply",
        "no|not ~1 relief|improvement|response|answer|help|reply",
        "cant say no",
        "why not",
        "or not",
        "if not",
        "not a",
        "whether or not",
        "not to",
        "not in",
        "not on",
        "not going away|down|off|anywhere",
        "no change|better|improvement|relief|effect|luck|joy|use|different|easier",
        "if i|we|she|he|they dont|doesnt|wont|didnt",
    ),
    # Ends the reach of a denial.
    "BREAK": (
        (
            "but|however|though|although|yet|except|because|since|then|until|unless|"
            "still|instead|now|suddenly|apart|just|only|also|plus|so|when|while|"
            "whilst|which"
        ),
        "and i|my|he|she|now|his|her|it|then|the|there|this|am|is|they|we",
    ),
    # Long ago.
    "PAST": (
        "year|years|months|decades|decade ~1 ago|back|earlier|before",
        "last year|summer|winter|spring|autumn|christmas|month",
        f"in|back|since|from|during|of ~1 {_YEARS}",
        (
            "in|since|back|from|early|late|the nineties|eighties|seventies|sixties|"
            "noughties|90s|80s|70s|60s|00s"
        ),
        (
            "gone|divorced|separated|apart|split|over|free|away|safe|clean|sober ~3 "
            "years|decade|decades"
        ),
        "had|ate|swallowed|drank|took|fainted|collapsed ~4 once",
        (
            "when|as ~1 i|he|she|we ~1 was|were ~3 little|young|younger|child|kid|"
            "teenager|baby|school|boy|girl|small|student"
        ),
        "as a child|kid|teenager|teen|baby|youngster|student",
        "when ~1 i|he|she was 30|40|50|60|65|70|75|80|85|90",
        "when ~1 i|he|she was 5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|25",
        "in my|his|her teens|twenties|thirties|childhood|youth|20s|30s|past",
        "years|ages|long|while back|ago",
        "a long time ago",
        "ages ago",
        "long ago",
        "used to",
        "history of",
        "in the past",
        "previously|historically",
        "back then",
        "previous",
        "i|he|she|we once",
        "once before|years|in|as|when|had|got",
        "last time",
        "at school|uni|university|college",
        "as teenagers",
        "before lockdown|covid",
        "during|in lockdown|covid",
        "childhood",
        (
            "in january|february|march|april|may|june|july|august|september|october|"
            "november|december|spring|summer|autumn|winter"
        ),
        "at 13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|35|40",
        "as ~1 toddler|toddlers|teenagers|kids|babies",
        "when ~2 were ~2 kids|children|little|young|teenagers",
        "all behind me",
        "a previous|different|past",
        "recovered|survivor|survived",
        "at|since|from birth",
        f"at|aged {_AGES}",
        "at|aged one|two|three|four|five|six|seven|eight|nine|ten he|she|and|i is|am",
        "back in school|college|uni|university",
        f"when|as ~1 i|he|she|we ~1 was|were {_AGES}",
        "before ~2 i|he|she|they|you|we ~1 was|were born",
        "before my|his|her|our time",
        "have|has been well|sober|clean|safe|happily ~3 years|decade|decades",
        "been happily ~2 since",
        "long time ago",
        "a ~2 while ago|back",
        (
            "when|as ~1 i|he|she|we was|were one|two|three|four|five|six|seven|"
            "eight|nine|ten"
        ),
        f"hasnt|havent|not ~3 since ~2 {_YEARS}",
        "used to be",
        "as a|an ~1 girl|boy|infant|lad|teen|lass",
        "in|back ~2 forties|fifties|sixties|seventies|eighties|nineties",
    ),
    # Happening now or just now.
    "NOW": (
        f"at {_AGES} weeks|minutes|hours|days|past|to",
        "at 20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|39 weeks",
        "right now|this|away|as",
        "now",
        "just",
        "at the moment",
        "at this moment",
        "currently",
        "still",
        "again",
        "today|tonight",
        "this morning|afternoon|evening|minute|second",
        "happening",
        "keeps|keep",
        "getting worse",
        "worse",
        "started|starting",
        "since ~2 yesterday|morning|night|lunch|today|breakfast|appointment|treatment",
        "minutes|minute|seconds|hour|hours ~2 ago",
        "for ~3 minutes|hour|hours",
        "an hour ago",
        "yesterday",
        "last night",
        "suddenly|sudden",
        "what do i do",
        "help",
        "urgent|urgently|emergency|hurry|quick|quickly|asap|ambulance",
        "and it is",
        "anymore",
        "ever since",
        "every|all day",
        "lately|recently",
        "these days",
        "for ~3 days|weeks",
    ),
    # "Now" of something else.
    "NOT_NOW": (
        (
            "am|is ~1 18|19|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|"
            "39|40|41|42|43|44|45|46|47|48|49|50|51|52|53|54|55|56|57|58|59|60|65|70 "
            "now"
        ),
        (
            "better|fine|ok|okay|well|great|good|healed|recovered|clear|gone|"
            "controlled|stable now"
        ),
        (
            "now gone|fine|better|ok|healed|clear|i want|would|looking|thinking|"
            "considering"
        ),
        "just want|wants|wanted|asking|wondering|curious|checking|mention|mentioning",
        "want|like|book|have|get|do ~4 now|today",
        "and i have ~1 had|been ~4 since",
        ("and i am ~1 only|just ~1 asking|mentioning|saying|telling|wondering|writing"),
        "and i am well|fine|better|happy|good|recovered|healed|sober|clean|grand",
        "he|she|i is|am {number} now",
    ),
    # It started, it is on: overrides even a question in general words.
    "NOW_SURE": (
        "right now",
        "happening ~2 now|again|to",
        "minutes|seconds|hour|hours ~2 ago",
        "just started|happened|began|now",
        "it|that|this started|began|happened|came|keeps",
        "started ~3 minutes|hour|this|today|last|about|after|when|yesterday|suddenly",
        "since ~2 yesterday|morning|night|lunch|today|breakfast",
        "i have|am ~1 got|having|getting ~1 it|this|that|these|them|those",
        "please help",
        "help me",
        "what do i do",
        "i am ~1 panicking",
        "getting worse",
        "hurry|asap|ambulance",
        "mine is|has|are|feels|looks",
        "at the moment",
        (
            "it is ~1 burning|stinging|hurting|bleeding|swelling|getting|throbbing|"
            "killing|spreading|agony|worse|so|really"
        ),
        "and i|my ~1 have|am|cant|feel|is|has|are|feels",
        "happening|happened to me|him|her|my",
        "for the last|past",
    ),
    # Asked for oneself: no question in general, but a reason may be long past.
    "OWN_REASON": ("because i|mine|my",),
    # What staff do or learn in a case: the people in it are nobody's.
    "ASKS_STAFF": (
        f"what|how ~2 your|the ~1 {_STAFF} ~4 if|when|who",
        f"your|the ~1 {_STAFF} ~3 trained|training|taught|briefed",
        f"your|the ~1 {_STAFF} ~2 spot|recognise|recognize|handle|suspect",
        "your|any|a|the ~1 policy|protocol|safeguarding|procedure ~4 if|when|who|on",
        "policy|protocol|procedure|guidance ~3 staff|team|patients|clients|customers",
        (
            "my|our|a|an essay|assignment|dissertation|coursework|thesis|poster ~1 on|"
            "about|is"
        ),
        "course|module|workshop|training|cpd ~1 covers|covering|on|about",
    ),
    # A part of the body that is said to be well: "my tongue's fine".
    "PART_FINE": (
        (
            "tongue|throat|breathing|speech|vision|sight|eyes|eye|chest|arms|arm|"
            "face|swallowing|mouth|lips is|are|feels|feel|looks|look|seems ~1 fine|"
            "ok|okay|normal|alright"
        ),
    ),
    # What only looks like it: "as if someone slapped both cheeks".
    "SIMILE": (
        "like ~1 someone|somebody|something",
        "as if|though ~1 someone|somebody|something|i have|i would",
        "like i have|would|had ~1 been|just",
    ),
    # Somebody else's verdict, which plays down and denies nothing.
    "SAYS": (
        "says|said|say|thinks|think|reckons|reckon|saying|told|tells|insists|sure",
    ),
    # A question in general.
    "ASKS": (
        (
            "what|which ~4 sign|signs|symptom|symptoms|risk|risks|side|chance|"
            "chances|causes|cause|complications|reaction|reactions|effects"
        ),
        "signs|symptoms|sign|symptom|warning of|that|include|to|for",
        (
            "risk|risks|chance|chances|danger|dangers|likelihood|possibility|odds|"
            "rate of|that|for|if"
        ),
        (
            "can|could|does|do|will|would|might|may ~7 cause|causes|lead|trigger|"
            "result|make|give|leave|increase|affect|damage|get|happen|go"
        ),
        (
            "can|could|does|do|will|would|might|may it|they|you|this|that|people|kids|"
            "children|dogs|cats|skin|"
            "microneedling|botox|filler|fillers|laser|peels|peel|treatment|"
            "treatments|needling|one|patients|a|the|an"
        ),
        (
            "how|why ~3 common|rare|likely|often|risky|dangerous|long|many|does|do|"
            "would|soon|can"
        ),
        "what happens|happened|if|should|would|to|about|does|is|are|counts|causes",
        (
            "is|are ~4 known|risk|possible|common|rare|ever|side|dangerous|risky|"
            "chance|any|there"
        ),
        "is there|it possible|a",
        "are there",
        "how ~2 know|tell|recognise|spot|avoid|prevent|treat",
        "how do you",
        "tell me about",
        "explain",
        (
            "information|info|leaflet|advice|guidance|policy|article|page|website|"
            "brochure|form ~3 on|about|says|said|mentions|mentioned|lists|warns|asks"
        ),
        (
            "do|does|have|has|did you|people|anyone|someone|some|patients|clients|it|"
            "anybody|women|men"
        ),
        "ever",
        "should i|we|people|someone ~3 look|watch|worry|expect|know|call|go|contact",
        "difference between",
        "what do you do|if|when",
        "prevent|avoid|reduce|lower|protects|prevents",
        "look out for",
        "watch out for",
        "watch for",
        "is it true|possible|safe|dangerous|common|rare|likely",
        "curious|wondering ~2 about|if|whether|how|what",
        "what kind|sort|type",
        "contraindication|contraindications|contraindicated",
        "treat|treats|offer|treatment|remove|help|fix|do for|with|you",
        "how quickly|fast|long|bad|much",
        "what would|should|do",
        "where do|would|can",
        (
            "what|which rash|rashes|kind|type|types|counts|class|burns|burn|bleeding|"
            "swelling|pain"
        ),
        "what do|would you class|call|count|consider|mean",
        "is it usual|normal|common for",
        (
            "is|are ~5 common|rare|possible|likely|usual|frequent ~2 with|from|"
            "after|in|for"
        ),
        (
            "does|do|would|did ~7 always|ever|usually|necessarily|automatically ~1 "
            "mean|point"
        ),
        "is|are ~5 reason|same|part|side ~1 to|as|of|for|effect",
        "is|are ~5 listed|known|reported|documented",
        "is|are ~6 a thing",
        (
            "protocol|policy|procedure|plan|training|trained|kit|leaflet|leaflets ~3 "
            "someone|anyone|people|client|clients|patient|patients ~1 who|with|is|if|"
            "having"
        ),
        (
            "how ~1 can|do|could|does|would someone|anyone|people|women|you ~1 get|"
            "find|seek ~1 help"
        ),
        "if|when|where a|someones partner|person|relationship|client|patient|child",
        "is|are ~6 thing",
    ),
    # It has not happened: supposing, fearing.
    "SUPPOSE": (
        "if",
        "asked ~1 was|were|did i|he|she|we",
        "in case",
        "unless",
        "whether",
        "what if",
        "imagine",
        "suppose|supposing",
        "hypothetically",
        (
            "afraid|scared|terrified|frightened|worried|worry|nervous|anxious|fear|"
            "fears|paranoid|concerned|phobia|phobic|dread|dreading ~3 of|about|"
            "to|id"
        ),
        "would i|it|that|my",
        "could i|it|my",
        "might",
        "may",
        "will i|it|my",
        "going to happen",
        "avoid|prevent",
        "hope i|it|my",
        "in the event",
        "should i ever|get|start|have|develop",
        "hoping ~2 dont|doesnt|not|wont",
        "would",
        "could",
        "wont i|it|my",
        "risk of",
        "when|where you|people|someone",
    ),
    "NOT_SUPPOSE": (
        "as if|though",
        "even if|though",
        "not sure if|whether",
        "dont know if|whether",
        (
            "know|wonder|wondering|check|see|unsure|ask|asking|tell|wondered|sure|"
            "idea|clue if|whether"
        ),
        "only if",
        "if it helps",
        "if that helps",
        "if possible",
        "if poss",
        "sorry if",
        "if thats",
        "if that is",
        "if i am honest",
        "if anyone|someone|you|u is|can|are|could|there",
        "i think i might|may",
        "think it|he|she|i|this could|might|may",
        "might be|have",
        "may be|have",
        "could be|have",
        "could it|this|i be",
        "scared|worried i am|have|will|might",
        (
            "if i move|press|touch|look|lie|stand|sit|breathe|try|swallow|talk|cough|"
            "lean|walk|push|close|open"
        ),
    ),
    # Told of others, far from here.
    "REPORT": (
        "i read|saw|heard|watched|seen|hear",
        (
            "read|heard|saw|seen|reading|watched|watching ~4 about|that|on|of|online|"
            "story|how|article|where|people|someone|somewhere|a|stories|video|film|"
            "post|news"
        ),
        (
            "on|in|from ~1 tiktok|reddit|youtube|documentary|magazine|podcast|novel|"
            "film|movie|netflix|telly|tv|article|forum|series|soap|panto"
        ),
        (
            "tiktok|reddit|youtube|netflix|telly|tv thing|series|story|episode|about|"
            "drama|show|programme|film"
        ),
        "some|many|most|other|few people|patients|women|men|clients|girls|folk|users",
        "people who|get|with|have|say|talk|ever|that|often|sometimes",
        "someone|somebody|anyone|person|people who|i know|on|online|that|with",
        (
            "a friend|girl|lady|woman|man|mate|guy|client|patient of|at|from|i|who "
            "~1 mine|work|told|said|had"
        ),
        "patients|clients|people ~1 with|who|having|get",
        (
            "i am a nurse|student|therapist|doctor|writer|trainee|journalist|"
            "beautician|paramedic|gp|practitioner"
        ),
        "writing|write a|an|about",
        "anybody",
        "apparently",
        (
            "training|trainee|quiz|mock|scenario|osce|manual|exam ~1 question|case|"
            "says|manual|course|day"
        ),
        "celeb|celebs|actress|actor|singer|presenter|interview|royal",
        "history|crime|murder podcast|drama|programme|show|book",
        "drama|soap|season|sitcom|thriller|sequel|musical ~3 where|about|with|of|the",
    ),
    # Told in lessons and at work: of nobody, unless a "he" or "she" is told of.
    "REPORT_STUDY": (
        (
            "studying|student|essay|revision|coursework|exam|assignment|project|"
            "dissertation|training|course|learning|teaching|teacher|nurse|"
            "researching|research|work ~1 on|for|about|at|in|as|the|and|to|a"
        ),
    ),
    # Told of somebody known: an old story, unless it is a cry for help.
    "REPORT_KNOWN": (
        (
            "my friend|cousin|colleague|neighbour|mate|coworker ~1 said|says|told|"
            "had|once|got|heard|knows|reckons|went"
        ),
    ),
    # Somebody here.
    "PERSON": (
        "i|my|me|mine|myself|im|we|our|us",
        "he|she|his|her|him|they|them|their",
        (
            "husband|wife|partner|mum|mom|mother|dad|father|son|daughter|baby|child|"
            "toddler|sister|brother|boyfriend|girlfriend|gran|grandma|grandad|friend|"
            "mate|someone|help|please"
        ),
    ),
    # A professional looked at it, or it belongs to a time gone by.
    "CLEARED": (
        "all clear",
        "fully recovered|healed|resolved",
        (
            "doctor|hospital|gp|er|ambulance|paramedics|consultant|cardiologist|"
            "nurse|111|control ~9 fine|ok|okay|clear|sorted|discharged|cleared|"
            "normal|happy|harmless"
        ),
        (
            "doctor|hospital|gp|er|consultant|ambulance ~6 nothing|panic|anxiety|"
            "reflux ~4 nothing|home|tests"
        ),
        "turned out ~3 be|panic|fine|reflux",
        "sent ~2 home",
        "did ~3 tests",
        (
            "got|been|was|were treated|seen|checked|sorted|discharged ~6 now|fine|ok|"
            "better|well|home|clear"
        ),
        "false alarm",
        "is|was ~1 doing ok|okay|well|fine|better",
        "was ~2 tooth|reflux|wind",
        "root canal ~2 done|fixed",
        (
            "optician|pharmacist|chemist|dentist|midwife|physio|poison|poisons ~4 "
            "said|says|confirmed|reckons ~5 fine|ok|okay|harmless|normal|clear|"
            "nothing"
        ),
        "nurse|injector|they watched it|me",
        "scan|tests|test|bloods ~4 normal|clear|fine|good",
        (
            "optician|doctor|gp|hospital|specialist|dentist|consultant ~2 checked|"
            "looked|examined|saw ~5 damage|fine|clear|ok|okay|nothing|harm"
        ),
        "stent|stents|bypass|pacemaker ~2 in|fitted|done|now",
        "right as rain",
    ),
    # It went by itself: enough for a swelling, not for a stroke, an eye or a poison.
    "WENT": (
        "back to normal",
        (
            "all ~1 fine|good|sorted|healed|gone|better|ok|okay|well|resolved ~1 now|"
            "since|again"
        ),
        "completely ~1 gone|fine|better|healed|normal|resolved",
        (
            "went away|settled|resolved ~4 own|itself|completely|after|fine|same|"
            "within|now|and"
        ),
        "has|have ~1 settled|cleared|resolved|gone",
        "has|have stopped",
        "stopped ~2 within",
        "now gone|fine|better|stopped|resolved|settled|healed|ok|okay",
        (
            "is|are|am ~2 fine|better|ok|okay|well|stable|healed|gone|settled ~1 now|"
            "again|since|today"
        ),
        "stopped ~3 now|after|minutes|itself|own|completely|quickly|straight",
        "was|were ~1 fine|ok|well|okay ~3 all|after|since|evening|rest|within",
        "went after|away",
        "so that was that",
        "wore|worn off ~3 perfectly|fine|normal|even",
        "perfectly ~1 even|fine|normal|well ~1 again|now",
        "right as rain",
        "then stopped|settled|cleared",
        "fine|ok|okay|normal within|after ~3 minute|minutes|juice|water|biscuit|hour",
        "been ~1 dry|fine|normal since",
        "is|back|am home ~2 having|resting|fine|now|safe",
        "fine|ok|okay ~2 second|seconds|minute|moment ~1 later|after|afterwards",
    ),
    # Takes the all-clear back.
    "NOT_DEALT": (
        "still|worse|worsening|spreading|keeps|returned",
        (
            "gone|went|going everywhere|worse|numb|black|white|cold|blue|purple|grey|"
            "dead|floppy|limp|dark|double"
        ),
    ),
    "BUT": (
        (
            "but|though|however|except|then ~3 still|now|it|my|feel|feels|hurts|hurt|"
            "again|back|getting|keeps|cant|pain|have|came|is|more|started"
        ),
        "came|come|coming|started|happened back|again",
        "it is back",
    ),
    "STOPPED": (
        (
            "stopped|stop|stops ~3 now|after|minutes|quickly|straight|itself|own|"
            "completely|fine|pressed"
        ),
        "has|have|had|its ~1 stopped",
        "stopped ~1 bleeding",
    ),
}
