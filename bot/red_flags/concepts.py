"""What patients say: word classes and concepts, each a list of phrases.

Data only, for a clinician to read and correct. The notation of a phrase is in
`phrases.py`. Contractions lose their apostrophe ("cant"); "I'm", "it's" and
"throat's" are spelt out ("i am", "it is", "throat is").
"""

# Single words that may stand for each other.
CLASSES: dict[str, str] = {
    "many": (
        "8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31|"
        "32|33|34|35|36|37|38|39|40|41|42|43|44|45|46|47|48|49|50|51|52|53|54|55|"
        "56|57|58|59|60|61|62|63|64|65|66|67|68|69|70|71|72|73|74|75|76|77|78|79|"
        "80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99|100|120|150|"
        "200|eight|nine|ten|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|"
        "fifty|sixty|hundred|dozen|dozens|loads"
    ),
    "number": (
        "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|"
        "28|29|30|31|32|33|34|35|36|37|38|39|40|41|42|43|44|45|46|47|48|49|50|51|"
        "52|53|54|55|56|57|58|59|60|one|two|three|four|five|six|seven|eight|nine|"
        "ten|fifteen|twenty|thirty|forty|half|an|a|few|couple"
    ),
    "be": (
        "is|are|was|were|am|be|been|being|feels|feel|felt|feeling|looks|look|"
        "looking|looked|seems|seemed|gone|went|going|goes|go|getting|got|gets|"
        "get|turned|turning|turns|turn|keeps|keep|kept|has|have|had|having|"
        "started|starting|starts|became|becoming|all|really|very|so|completely|"
        "totally|just|now"
    ),
    "inability": (
        "cant|couldnt|barely|hardly|scarcely|unable|struggle+|struggling|"
        "difficulty|difficulties|trouble|troubles|hard|harder|difficult|fighting|"
        "battling|problem|problems|issues|impossible|gasping|labouring|wont|isnt|"
        "not"
    ),
    "breathe": "breathe+|breath|breaths|breathin|inhale+",
    "swell": (
        "swell+|swollen|swelled|swole|puff+|puffy|puffed|balloon+|enlarged|"
        "inflated|bloated|bulging|huge|massive|enormous"
    ),
    "airway": "throat|airway|airways|windpipe|gullet|larynx|throught",
    "tongue": "tongue|uvula|tonsils|tongues",
    "face": ("face|faces|lip|lips|mouth|eyelid|eyelids|cheek|cheeks|jaw|eyes|eye"),
    "close": (
        "close+|closing|closed|shut|shutting|shuts|tight|tighten+|tightness|"
        "tighter|constrict+|narrow+|seize+|seizing|squeeze+|strangled|blocked|"
        "blocking|clogging|swell+|swollen|puffing"
    ),
    "someone": (
        "he|she|they|him|her|husband|wife|partner|mum|mom|mother|dad|father|son|"
        "daughter|baby|child|kid|toddler|sister|brother|friend|boyfriend|"
        "girlfriend|nan|gran|granny|grandma|grandad|grandpa|mate|colleague|"
        "flatmate|roommate|uncle|aunt|auntie|neighbour|lady|man|woman|girl|boy|"
        "client|patient|niece|nephew|cousin|teenager|fiance|fiancee|ex|stepdad|"
        "stepfather|lad|grandson|granddaughter|stepmum|stepson|carer|landlord|"
        "grandmother|grandfather|stepmother|stepbrother|stepsister|housemate"
    ),
    "drug": (
        "pill|pills|tablet|tablets|capsule|capsules|paracetamol|ibuprofen|"
        "aspirin|codeine|painkiller|painkillers|tramadol|antidepressants|"
        "medicine|medicines|medication|medications|sertraline|insulin|"
        "acetaminophen|tylenol|cocodamol|nurofen|amitriptyline|diazepam|valium|"
        "morphine|oxycodone|opioids|sleeping|benzos|xanax|zopiclone|propranolol|"
        "antihistamines|isotretinoin|accutane|roaccutane|fentanyl|heroin|beta|"
        "pregabalin|gabapentin|naproxen|iron|warfarin|percocet|vicodin|oxy|"
        "benadryl|melatonin|lorazepam|ambien|lithium|digoxin|metformin|"
        "amlodipine|gummies|edibles|fluoxetine|citalopram|quetiapine|mirtazapine|"
        "venlafaxine|tramadols|vitamins|panadol|calpol|voltarol|diclofenac|"
        "temazepam|nytol|promethazine|statins"
    ),
    "chemical": (
        "peel|acid|bleach|cream|numbing|chemical|chemicals|tca|glycolic|cleaner|"
        "solution|alcohol|serum|phenol|retinol|disinfectant|detergent|ammonia|"
        "antiseptic|remover|peroxide|salicylic|lactic|chlorhexidine|emla|"
        "lidocaine|gel|ointment|toner|sanitiser|sanitizer|hydroquinone|tretinoin|"
        "acetone|domestos|dettol|glue|dye|liquid|product|stuff|mask|exfoliant|"
        "jessner"
    ),
    "filler": (
        "filler|fillers|juvederm|restylane|hyaluronic|teosyal|belotero|radiesse|"
        "sculptra|profhilo|dermal|trough|hyaluron|lipfiller"
    ),
    "toxin": (
        "botox|toxin|dysport|azzalure|xeomin|bocouture|antiwrinkle|botulinum|"
        "letybo|alluzience|relfydess|nuceiva|jeuveau|tox|wrinkle"
    ),
    "procedure": (
        "microneedling|needling|peel|peels|laser|filler|fillers|botox|treatment|"
        "procedure|session|injection|injections|injected|dermaroller|dermapen|"
        "dermarolling|rolling|subcision|ipl|surgery|operation|op|prp|rf|"
        "radiofrequency|derma|dermabrasion|microdermabrasion|resurfacing|facial|"
        "appointment|excision|removal|stitches|thread|threads|biopsy|jabs|jab|"
        "waxing|tattoo|microblading|profhilo|mesotherapy|lips|needled|pen|roller|"
        "fraxel|co2|cryotherapy|electrolysis|hifu|morpheus|morpheus8|skinpen|"
        "rhinoplasty|punch|fractional|lasered|peeled|treated|aftercare"
    ),
    # What hits, forces or floors somebody and is nobody.
    "thing": (
        "peel|peels|jab|jabs|laser|session|sessions|needle|needles|needling|"
        "treatment|facial|price|prices|bill|cold|heat|wind|sun|sunlight|wave|ball|"
        "door|branch|tiredness|hunger|news|smell|hayfever|flu|jetlag|menopause|"
        "caffeine|headache|migraine|hail|hailstones|snow|rain|weather|traffic|numbing|cream|glow|"
        "nostalgia|reality|retinol|acid|strike|strikes|roadworks|storm|flood|floods|"
        "turtleneck|collar|scarf|jeans|shirt|gown|robe|strap|straps|headband|mask|"
        "seatbelt|necklace|deadline|app|website|system|form|lockdown|covid"
    ),
    # What nobody takes an overdose of, nor suffocates under.
    "treat": (
        "chocolate|cake|carrots|carrot|sugar|coffee|tea|biscuits|crisps|sweets|cheese|"
        "pizza|curry|strawberries|avocado|garlic|turmeric|mince|sprouts|crumpets|"
        "netflix|telly|tv|series|episodes|episode|repeats|podcasts|films|"
        "film|boxset|bake|selfies|serum|serums|retinol|sunscreen|spf|moisturiser|skincare|"
        "hyaluronic|glitter|perfume|cuteness|tiktok|"
        "instagram|reels|facials|masks|collagen|tan|bronzer|blusher"
    ),
    "skin": (
        "skin|face|cheek|cheeks|forehead|chin|nose|lip|lips|area|patch|patches|"
        "spot|scar|scars|wound|cut|site|stitches|temple|temples|neck|leg|arm|"
        "hand|jaw|treated|nostril|tip|bit|side|back|chest|cheekbone|glabella|"
        "brow|eyebrow|eyelid|mouth|puncture|punctures|holes|needle|arms|legs|"
        "tummy|stomach|belly"
    ),
}

# What a patient may say for one thing. Each string is one phrase.
CONCEPTS: dict[str, tuple[str, ...]] = {
    # ---- airway and allergy
    "THROAT": (
        "{airway}",
        "back of my mouth",
        "neck ~3 swelling|swollen|swelled",
        "swelling in|of|around|under ~2 neck|chin|throat",
        "throat",
        "back of ~1 throat",
        "roof of ~2 mouth",
        "inside ~2 neck",
        "neck inside",
    ),
    "TONGUE": ("{tongue}",),
    "CLOSING": (
        "{close}",
        "close+ up",
        "lump",
        "lump ~3 bigger|growing|closing|block|blocking|cant|breathing",
        "lump getting|stuck",
        "going into spasm",
        "ball|golf|plug|stuck|full|something in",
        "closing over|in",
        "getting ~1 smaller|narrower|tighter|worse",
        "filling|fills up",
        "squeezing shut",
        "sealing|sealed up",
        "like ~1 straw|pinhole|drinking",
    ),
    "SWELLING": (
        "{swell}",
        "blown ?right up",
        "blew up",
        "doubled in size",
        "twice ~2 size",
        "double ~2 size",
        "three times ~2 size",
        "size of a",
        "like a balloon",
        "getting bigger",
        "fat and heavy",
        "thick and heavy",
        "too big for ~1 mouth",
        "fills ~1 mouth",
        "filling ~1 mouth",
        "like a golf ball",
        "like a football",
        "big",
        "bigger",
        "fat",
        "thick",
        "like cushions|cushion|sausages|sausage|golf|tennis|eggs|pillows|slits|slugs",
        "ginormous",
        "blowing up",
        "expanding",
        "growing",
        "tripled|trebled|quadrupled ?in ?size",
        "doubled|doubling in size",
        "fills|filling ~2 up",
    ),
    "FACE": ("{face}",),
    "ALLERGIC_HURRY": (
        "hives",
        "nettle rash",
        "welts",
        "wheals",
        "itching all over",
        "itchy all over",
        "come out in ~3 rash",
        "wheez+",
        "wheeze+",
        "wheezy",
        "allergic",
        "allergy",
        "anaphyla",
        "bee|wasp sting",
        "stung",
        "peanut|nut|nuts|shellfish|prawns",
        "penicillin|antibiotic|antibiotics|amoxicillin",
        "ibuprofen|aspirin",
        "numbing cream",
        "anaesthetic|anesthetic|lidocaine|emla",
        "eyes ~3 shut",
        "eye ~2 shut",
        "cant open ~3 eyes|eye|mouth",
        "suddenly|sudden",
        "by the minute",
        "by the second",
        "every minute",
        "every second",
        "really|so|very fast",
        "getting bigger",
        "getting worse",
        "spreading to",
        "rapidly|fast|quickly",
        "within ~2 minutes",
        "minutes after",
        "minutes ago",
        "seconds after",
        "an hour after",
        "huge|massive|enormous|balloon+|ballooned|unrecognisable",
        "blown up",
        "blew up",
        "like a balloon",
        "double ~2 size",
        "doubled in size",
        "new cream|medicine|tablet|product",
        "tingl+",
        "tingling",
        "itchy ~2 throat",
        "throat",
        "tongue",
        "cant swallow",
        "feel sick",
        "vomit+",
        "dizzy",
        "faint",
        "lightheaded",
        "light headed",
        "hard to talk",
        "voice",
        "drool+",
        "noisy|whistling|raspy|wheezing",
        (
            "breathing|breath ~2 hard|funny|fast|difficult|tight|changed|bad|weird|"
            "harder|short|off|rough|heavy|shallow|catching"
        ),
        (
            "hard|harder|struggling|struggle|cant|trouble|difficulty|short|difficult "
            "~3 breathe|breathing|breath"
        ),
        "shut|closed|slits",
        "fish|prawn|nuts|eggs|sting",
        "welts|rash",
        "all over",
        "everywhere",
        "three|two|twice|double|four ~3 size",
        "itch+|itching",
        "unrecognisable",
        "cant ~2 talk|speak",
        "like slugs|sausages|balloons",
    ),
    "ANAPHYLAXIS_NAME": (
        "anaphylaxis",
        "anaphylactic",
        "anaphylactic shock",
    ),
    "HAVING": (
        "this is",
        "its an",
        "help",
        (
            "having|has|am|in|into|going|think|might|must|like|maybe|possible|"
            "possibly|could|signs|reckon|sure"
        ),
        "it|this|that is|be",
    ),
    "ALLERGIC_REACTION": (
        "having ~3 allergic reaction",
        "severe|serious|bad|massive|major|huge|full|terrible|awful allergic reaction",
        "allergic reaction ~4 help|now|please",
        "reacting ~2 badly",
        "reaction ~3 getting worse",
        "reacting badly",
        "is|am ~1 reacting ~3 cream|anaesthetic|antibiotic|filler|injection",
    ),
    "EPIPEN": (
        "used|using|gave|given|need|needs|jabbed|lost|where ~3 epipen",
        "epipen ~4 not|isnt|hasnt|didnt ~2 working|work|worked|helping|help|helped",
        "epipen ~2 expired|date",
    ),
    "HIVES": (
        "hives",
        "nettle rash",
        "welts",
        "wheals",
        "weals",
        "itchy rash",
        "rash all over",
        "rash everywhere",
        "covered in ~4 rash|spots|bumps",
        "blotches all over",
        "itching all over",
        "itchy all over",
        "red and itchy everywhere",
        "lumps all over",
        "bumps all over",
        "urticaria",
        "come|came|coming|broken|broke|breaking out in ~2 rash|lumps|bumps|blotches",
    ),
    "SYSTEMIC": (
        "wheez+",
        "wheeze+",
        "wheezy",
        "faint+",
        "dizzy",
        "lightheaded",
        "light headed",
        "vomit+",
        "throwing up",
        "being sick",
        "woozy",
        "collapse+",
        "throat",
        "tongue",
        "heart ~2 racing|pounding",
        "passing out",
        "breath|breathing|breathe",
        "chest ~3 tight|tightness",
        "lips|face|eyes ~3 swelling|swollen|swelled|puffy",
        "voice ~2 hoarse|gone|croaky|funny",
        "impending doom",
        "swelling|swollen",
        "clammy",
        "sense of doom",
        "been|being|was sick",
        "sick ~1 twice|times|everywhere",
        "threw|thrown up",
    ),
    "SWALLOW_OTHER": (
        "drool|drools|drooled|drooling|dribbling over|at|about",
        "drool worthy",
        (
            "swelling|redness|puffiness|bump|lump|price|prices|cost|bruise|bruising "
            "~4 down"
        ),
        "choking|choke ~1 on ~2 price|cost|bill",
        "dribbl+ ~2 tea|coffee|drink|water|soup|juice",
    ),
    "CANT_SWALLOW": (
        "{inability} ~3 swallow+",
        "cant ~3 swallow|swallowing",
        (
            "swallow+ ~2 {be} ~2 hard|difficult|impossible|hurts|painful|weird|funny|"
            "struggle"
        ),
        "swallowing ~2 hard|difficult|weird|funny",
        "swallow properly",
        (
            "cant get ~2 food|water|drink|drinks|tea|coffee|soup|anything|tablets|"
            "tablet|pills|pill|spit|saliva|bread|toast|dinner ~2 down"
        ),
        "food|water|drink ~3 stuck|sticking",
        "drool+",
        "dribbl+",
        "dribbling",
        "chok+ on ~3 water|food|drink|drinks|spit|saliva|tea|nothing|everything",
        "choke+ on ~3 water|food|drink|drinks|spit|saliva|tea|nothing|everything",
        "keep choking",
        (
            "hard to get ~2 food|water|drink|drinks|tea|coffee|soup|anything|tablets|"
            "tablet|pills|pill|spit|saliva|bread|toast|dinner ~2 down"
        ),
        "goes|going|went down the wrong way",
        (
            "food|water|drink|drinks|tea|coffee|soup|anything|tablets|tablet|pills|"
            "pill|spit|saliva|bread|toast|dinner ~2 wont ~1 go|stay down"
        ),
        (
            "food|water|drink|drinks|tea|coffee|soup|anything|tablets|tablet|pills|"
            "pill|spit|saliva|bread|toast|dinner ~2 goes|going|went ~2 wrong way|hole"
        ),
        (
            "food|water|drink|drinks|tea|coffee|soup|anything|tablets|tablet|pills|"
            "pill|spit|saliva|bread|toast|dinner ~3 comes|coming|came|come back up|"
            "out"
        ),
        "water|drink|tea|coffee|food|milk|soup|drinks|it ~5 nose",
        "stick|sticks|stuck|sticking|lodged halfway",
        "stick|sticks|stuck|sticking|lodged in ~2 throat|gullet|neck|chest|windpipe",
        "gag+ on",
        "gagged|gagging ~2 on",
        "aspirat+",
        "aspirating",
        "cough+ ~3 tea|drink|coffee|water|food|dinner",
        "coughing|coughed ~3 tea|drink|coffee|water|food|dinner",
        "swallowing|swallow ~4 harder|worse|difficult|hard|impossible|painful",
        "struggling|struggle ~2 eat|drink|swallow",
        "food ~3 wont|not|doesnt ~2 go|down",
        "swallow+ ~3 golf|ball|lump|stone|marble|rock",
        "lump ~4 swallow|swallowing",
    ),
    "STRIDOR": (
        "noisy breathing",
        "stridor",
        "squeaking|whistling ~4 breathe|breath",
        "voice ~3 gone|disappearing|going|hoarse|croaky",
        "breathing ~4 noisy|whistling|pitched|rattl+|squeaky|raspy",
    ),
    # ---- breathing, collapse, seizure
    "CANT_BREATHE": (
        "{inability} ~3 {breathe}",
        "cant ~2 catch ~3 breath",
        "catch my breath",
        "cant get ~3 air",
        "not getting ~3 air",
        "no air",
        "cant get a breath",
        "cant draw ~2 breath",
        "short of breath",
        "shortness of breath",
        "breathless",
        "breathlessness",
        "gasp+",
        "gasping for ~1 air|breath",
        "not breathing",
        "isnt breathing",
        "stopped breathing",
        "stops breathing",
        "has stopped breathing",
        "doesnt breathe",
        "hasnt taken ~2 breath",
        "suffocat+",
        "suffocate+",
        "suffocating",
        "choking",
        "chokes",
        "asthma attack",
        (
            "breathing ~3 bad|badly|difficult|hard|weird|funny|shallow|rapid|noisy|"
            "laboured|labored|tight|hurts|rattly|wrong|worse|heavy|strange|stops|"
            "stopping|stopped|irregular"
        ),
        "out of breath",
        "breathing ~1 really|very|so fast",
        "cant ~2 speak|talk ~3 breath|breathing",
        "full sentences",
        "lungs ~4 closing|tight|filling|burning|collapsing|wont|crushed",
        "puffing and panting",
        "wheez+ ~2 bad|badly|lots|loads|worse",
        "im|am|is|hes|shes|now|started|keep|keeps|cant ~2 wheezing",
        "wheeze+ ~2 bad|badly|lots|loads|worse",
        "each breath",
        "cant breathe",
        "hyperventilat+",
        "hyperventilating",
        "fighting for ~1 breath|air",
        "struggling for ~1 breath|air",
        "winded and cant",
        "drowning in ~3 air|fluid",
        "finish|finishing|get|speak ~4 sentence|sentences",
        "stop|stopping|pause|pausing for breath|air",
        "puffing|puffed|puffin",
        "short of puff",
        "out|run|ran|running ~2 puff|breath",
        "breath ~2 short|small|tight|whistling|fast|noisy|going|gone|rattling",
        "small|very|little short ?of breath",
        (
            "like breathing|breath|breathe|feels ~2 through ~3 straw|blanket|cloth|"
            "sponge|treacle|water"
        ),
        "through a straw",
        "chest ~3 rattling|crackling|bubbling|gurgling|wheezing|whistling",
        "water|bubbling|gurgling|crackling ~4 chest|lungs|breathe|breath",
        "sit|sitting ~2 up ~2 to breathe|breath",
        (
            "breathing ~4 straw|effort|work|faster|rate|stopped|laboured|tummy|ribs|"
            "grunting"
        ),
        "no breath",
        "not enough air|oxygen",
        "need ~2 air|oxygen",
        "winded|panting",
        "oxygen|sats ~5 low|80|81|82|83|84|85|86|87|88|89|90",
        "inhaler ~5 not|isnt|doesnt|wont|nothing|empty|working",
        "air ~3 wont|not|cant|isnt ~2 come|coming|get|in|enough|getting",
        "windpipe",
        "breathe|breath ~3 without|too|badly|bad",
        "cant get ~2 breath",
        "gaspy|gasps",
        "agonal",
        "breathing ~2 keeps stopping|stopping",
        "stopping ~2 breathing",
        "breathing ~2 stops|stopping ~3 starting|starts",
        "wheezing like",
        "raspy breathing",
        "breathing ~2 like ~3 run|marathon|fish|darth",
        "words|word|sentence ~3 between breaths",
        "few|couple words|breaths ~3 time|between",
        "chest ~2 heaving",
        "enough|any oxygen|air",
        "struggling|fighting|battling to breath|breathe",
        "whistling|squeaking|rattling|grunting ~4 breathes|breathing|breathe|breath",
        "breathing ~3 awful|terrible|wrong|off|odd",
        "work|working ~2 to breathe",
        "sucking in ~3 ribs|tummy|neck",
        "ribs ~2 sucking",
        "cant ~2 fill ~2 lungs",
        "no air ~2 getting",
        "stopping|stop to breathe|gasp|catch",
        "cant ~2 walk ~8 breathe|breath",
        "breathing ~4 worse|worsening|bad",
        "puffing",
        "panting ~2 and|like|hard",
        "blue and|n panting",
        "breath ~2 not good|right|coming",
        "few|couple words ~4 breaths|breath|breathe|breathing",
        "breathed|breathing|inhaled ~2 fumes|smoke|bleach|gas",
        "smothered|smothering",
        "without ~1 stopping|gasping|panting|struggling|puffing",
        "cant ~2 walk ~6 gasping|puffing|panting|breathe",
        "like ~3 hand|hands|fingers round|around ~2 neck|throat",
        "clutching|grabbing|clawing|holding ~2 neck|throat",
        (
            "choked|choking|chokes on ~3 grape|sweet|food|meat|nut|toy|coin|bone|"
            "steak|carrot"
        ),
        "cant|couldnt|wont cough",
        "sucking in ~4 ribs|neck|chest|breath",
        "lips|fingernails|nails ~3 look|looking purple",
        "bolt upright|sit up ~4 breath|breathe|air",
        "get ~1 any breath|air ~1 in",
        "breaths ~3 far|miles|apart|minutes",
        "drowning from|in|on ~1 inside|own|lungs|fluid",
    ),
    "NOSE_ONLY": (
        "through ~3 nose|nostril|nostrils",
        "nose ~3 blocked|stuffy|bunged|congested",
        "blocked|stuffy|bunged|congested nose",
        "nostril|nostrils",
        "snor+",
        "while|when ~2 exercis+",
        "at the gym",
        "running for ~2 bus",
        "unfit|out of shape",
        "as ~1 usual",
        "puffing|puffed ~2 like|train|billy",
        "steam train|engine",
    ),
    "BREATH_OTHER": (
        "take|takes|took ~3 breath away",
        "hold|holding ~3 breath",
        "breath of fresh air",
        "deep breath",
        "out of breath ~3 stairs|bus|gym",
        "bad breath",
        "breathe easy",
        "breathing room",
        "breathing space",
        "breathing exercises",
        "breathe through it",
        "waste ~2 breath",
        "drowning ~2 work|emails|debt|paperwork|admin|washing",
        "face|eyes|eye|cheeks|cheek|lips|lids|eyelids|skin|puffy ~6 puffed|puff",
        "puffed up|like|skin",
        "puffed|puffey|puffy ~1 eyes|face|cheeks",
        "chores",
        "slathering",
        (
            "breathless|gasping|gasp|gasped at|with|over|by ~2 results|result|beauty|"
            "excitement|joy|price|prices|view|photos|pic|pictures|difference|cost"
        ),
        "need|enough air ~2 con|conditioning|plane|bed|pump|freshener|tyres|tires",
        "gasping for ~3 drink|cuppa|coffee|tea|pint|wine|fag|smoke|cigarette",
        "choking|choke|choked ~2 cost|price|prices|bill|pores|fumes",
        "pores|skin ~2 choking|breathe|suffocating",
        "your ~1 stairs|hill",
        "first aider|refresher|course|training",
        (
            "suffocating|suffocated|suffocate|drowning|drowned|choking|buried|"
            "smothered "
            "~1 by|with|under|in|of|from ~3 choice|choices|emails|email|options|"
            "paperwork|forms|admin|adverts|offers|messages|texts|spam|"
            "leaflets|laundry|kindness|marking|reminders"
        ),
        (
            "gasp|gasped|gasping|breathless|speechless when|as|at|on ~5 saw|see|seeing|"
            "mirror|photo|photos|price|result|results|bill|difference|reflection"
        ),
        (
            "breathe|breathless ~3 in ~2 dress|corset|jeans|spanx|wetsuit|tights|"
            "trousers|suit|bodice|girdle|shapewear"
        ),
        "floors|flights|lift ~6 gasping|puffing|puffed|breathless|wheezing",
        "gasping|puffing|puffed|wheezing ~6 flights|floors|steps",
        "pores|wallet|purse|leather|kettle|engine|hoover|accordion ~3 gasp+|wheez+",
        "breathe ~3 in ~3 shorts|leggings|waistband|shirt|blouse|skirt|bridesmaid",
    ),
    "BLUE_LIPS": (
        "lip|lips|mouth|tongue|fingers|fingertips|nails|face ~5 blue|bluish|greyish",
        "blue|grey|bluish ~1 lips|tongue|fingertips|fingers|face",
        "{someone} ~4 turned|turning|gone|going|went blue|grey",
        (
            "lip|lips|mouth|tongue|fingers|fingertips|nails|fingernails|nail|toes ~5 "
            "purple|purply|purplish|bluey|blueish|grey|gray"
        ),
        "purple|purply|blue ~1 nails|fingernails|fingers|lips",
    ),
    "COLLAPSED": (
        "pass+ out",
        "passed|passing|passes ~1 out",
        "faint+",
        "fainting",
        "black+ out",
        "blacked|blacking out",
        "blackout|blackouts",
        "collaps+",
        "collapse+",
        "unconscious",
        "unresponsive",
        "lost|lose|losing|loses consciousness",
        "conked out",
        "out cold",
        "keeled|keel|keeling over",
        "gone|went|going limp|floppy",
        "cant|wont|not|doesnt|isnt|didnt ~3 wake|waking|respond|responding|rouse",
        "cant|wont|not|doesnt|isnt|didnt ~2 come|coming round|around",
        "hasnt|havent|not ~2 come|coming round|around",
        "wont wake",
        "cant wake",
        "cant get ~3 to wake|respond|wake",
        "drifting in and out",
        "in and out of consciousness",
        "hit the floor|deck",
        "dropped to the floor|ground",
        "fell to the floor|ground",
        "went down like",
        "eyes ~2 rolled|rolling ?back|up",
        "knocked out",
        "found ~3 on the floor",
        "found ~2 floor",
        "on the floor ~4 not|wont|isnt|cant|doesnt|and",
        "about to pass out",
        "going to pass out",
        "gonna faint",
        "funny turn",
        (
            "wont|not|doesnt|isnt|cant|didnt ~1 answer|answering|speak|react|"
            "reacting|open|opening ~2 me|us|eyes|anyone|properly|name"
        ),
        "not answer|answering|reacting",
        "hasnt|havent|hadnt ~3 woken|woke|come round|moved",
        "wont|not|cant ~2 stay awake",
        (
            "sliding|slid|slumped|slumping|crumpled|toppled|flopped ~4 floor|chair|"
            "wall|ground|over|down|sofa|wheel"
        ),
        "he|she|i|mum|dad|client dropped ~3 floor|ground",
        "he|she|mum|dad|client ~1 just dropped|drops",
        "slumped",
        "{someone}|i ~3 on the ~1 floor",
        "lying|lay|laying|flat|face ~2 on the ~1 floor",
        "cant ~2 rouse",
        "lifeless",
        "in a heap",
        "blanked out",
        "zoned out|staring",
        "legs ~2 gave way",
        "passed clean out",
        "lights out",
        "no response|pulse|reaction",
        "limp|floppy",
        "came round|around|to ~4 floor|again|then",
        "decked it",
        "hit ~1 deck",
        "went ~1 down ~3 bag|sack|tonne|ton",
        "keeled over",
        "dropped like",
        "fell ~2 flat ~3 not",
        "face ~1 planted",
        "face down",
        "found ~3 unconscious|unresponsive|lying",
        "went grey|white|blue ~2 dropped|fell|collapsed",
        "dropped ~4 holding|head|floor",
        "some sort of fit",
        "on the pavement|ground",
        "wont come ~1 round|to",
        "drifting ~1 off ~6 wake",
        "wake ~2 shouting",
        "cant|couldnt|wont|not be ~1 woken|roused|wakened",
        "cant|couldnt ~1 rouse",
        "client|customer|man|woman|lady|he|she|mum|dad ~7 just|suddenly dropped",
        "dropped|went down like ~4 sack|stone|log|tree",
        (
            "pulled|got|dragged ~3 out ~3 pool|water|river|bath|sea|lake ~8 "
            "coughing|sleepy|blue|floppy|breathing"
        ),
        "slumped ~2 over|forward|down",
        "gone stiff|rigid ~8 shaking|eyes|jerking",
    ),
    "FAINT_OTHER": (
        (
            "faint line|lines|mark|marks|scar|scars|red|pink|smell|redness|hearted|"
            "hope|bruise|bruising|colour|trace|outline|freckles|hint|shadow|of"
        ),
        "pass out ~3 leaflets|flyers|cards",
        "faint|very faint ~2 scar|scars|line|mark",
        "fainthearted",
        "come round at|to see|for|and",
        "come to ~2 clinic|my|you|your|see|an|the",
        (
            "not|cant|wont ~1 come|coming ?to|in|on|for|tomorrow|today|monday|"
            "tuesday|wednesday|thursday|friday|saturday|sunday"
        ),
        "smells faint",
        "i|they faint|fainted|faints at ~4 needles|needle|blood",
        (
            "always|usually|sometimes|often|easily|tend|tends|normally ~3 faint|"
            "faints|fainting|pass|passes"
        ),
        "faint easily|whenever|every|when|at",
        "pass out ~1 when|whenever|at|every",
        "test|line faint",
        "giving|gave|donating blood",
        "faints giving|when|at",
        "passing|passed|handing|pass out ~3 leaflets|flyers|cards|samples|goody",
        "blackout blind|blinds|curtain|curtains|mask",
        "fainting|faint|fainted history|phobia|risk",
        "history of ~2 fainting|faints",
        "collapsed cheek|cheeks|vein|veins|temples|face",
        "knocked out by how",
        "faint ones|one|and|but|deep|old|white",
        "ones|scars|marks|lines|some ~5 faint",
        "shelf|shelves|tent|chair|table|sofa|bed|wall|stall ~3 collapsed",
        "wake|woke|sleep|sleeping|lie|lying ~2 face down",
        "able to ~2 come",
        "you|u ~1 answer",
        "esteem|confidence|price|prices|jaw|mood ~4 floor",
        "hair|lip|lips|skin ~4 limp|floppy",
        "limp|floppy ~2 hair|lip|lips|skin|ears",
        (
            "you|u|clinic|reception|receptionist|nobody|noone|anyone|team|they ~4 "
            "respond|responding|responded|answer|answering|answered"
        ),
        (
            "respond|responding|response|answer|answering ~4 email|emails|text|texts|"
            "message|messages|phone|call|calls|dm|form|question|questions|chat|"
            "enquiry"
        ),
        "email|text|message|money|parcel|cream|post|link|refund ~4 come|came|respond",
        "when ~2 saw|seen|heard|told|read",
        (
            "sit|sits|sat|sitting|put|left|dropped|spilt|spilled|fell|carpet|tiles|"
            "mop|bag|coat|phone ~4 floor"
        ),
        "{number} floor",
        "deal|cope|handle|trained ~3 someone|people|clients|patients",
        "clinics|salons|staff|you ~3 deal|handle|do",
        "it|price|order|sessions ~2 down ~2 to",
        "out|fainted ~1 from|with boredom|shock|excitement|laughing|laughter|joy",
        "knock me out",
        "be|being knocked out for|during|please",
        "knocked ~1 out ~2 quote|socks|competition|tournament",
        (
            "blacked|black|blacking|blanked out the|my|your|his|her|some|all|half ~1 "
            "address|date|dates|name|names|number|numbers|line|lines|details|price|page|"
            "text|words|windows|diary|calendar|monday|tuesday|wednesday|thursday|friday"
        ),
        (
            "address|dates|name|names|numbers|details|prices|page|text|words|boxes|"
            "windows|form ~4 is|are|was|been|all|half blacked out"
        ),
        "passed|pass|passes out ~1 asleep",
        "passed|pass out ~4 makeup|mascara|lashes|heels|contacts on|in",
        "passed|pass out ~4 make up on",
        (
            "collapsed|collapse|collapsing on|onto|into ~2 sofa|settee|bed|couch|"
            "armchair|deckchair|hammock|beanbag with|for ~2 film|book|tea|wine|telly|"
            "nap|cuppa|gin"
        ),
        "collapsed|collapsing|collapse ~1 in|with ~1 giggles|laughter|hysterics",
        "souffle|cake|gazebo|marquee|deckchair|ladder|shed ~2 collapsed",
        "lifeless ~2 hair|skin|complexion|brows|lashes",
        "hair|skin|complexion|brows|lashes|curls ~4 lifeless|limp|floppy",
        (
            "pass|passed|passing|faint|fainted ~2 at|when|from|with ~4 quote|price|"
            "prices|cost|bill|ring|total|invoice"
        ),
        (
            "phone|laptop|screen|tv|computer|mobile|internet|wifi|website|app|boiler|"
            "kettle|battery blacked|black|died|collapsed|crashed|fainted|fainting|"
            "dying|passed"
        ),
        (
            "phone|laptop|screen|tv|computer|mobile|internet|wifi|website|app|boiler|"
            "kettle|battery has|just|keeps|had|is|went ~1 blacked|black|died|collapsed|"
            "crashed|fainted|fainting|dying|passed"
        ),
        "collapsed cardboard|boxes|box|tent|pram|buggy|umbrella",
    ),
    "SEIZURE": (
        (
            "having|has|had|have|is|just|started|another|got|took|taking|into|his|"
            "her|my|like|of|a ?a ?an ?massive|big|huge|full|epileptic|first seizure|"
            "seizures|fit|convulsion|convulsions"
        ),
        "seizure ~4 now|minutes|stopped|stop|happening|again|today",
        "is|was|am|are|been|started|starting|keeps|kept|someone fitting",
        "fitting on the",
        "convuls+",
        "convulse+",
        "convulsing|convulsions|convulsed",
        "shaking|jerking|twitching uncontrollably|violently",
        "cant stop jerking|twitching",
        "whole body|arms|legs ~3 jerking|shaking|convulsing|stiff|rigid",
        "foam+ at the mouth",
        "foam|froth|foaming|frothing ~3 mouth",
        "frothing",
        "went|gone stiff",
        "body ~2 shaking ~3 cant|wont|eyes",
        "fit and",
        "seizures ~6 morning|today|now|back|row|hour|night|one",
        (
            "two|three|four|five|six|2|3|4|5|several|multiple|repeated seizures|fits|"
            "convulsions"
        ),
        "staring ~3 jerking|twitching",
        (
            "jerking|twitching ~6 arm|leg|arms|legs|face|body ~8 answer|respond|"
            "minutes|stop|wont|awake"
        ),
        "body ~3 shaking|jerking|rigid|stiff",
        "eyes ~3 rolled|rolling|back",
        "bit|bitten ~2 tongue",
        "thrashing",
        "sort|kind|type of fit|seizure",
        "went|going rigid|stiff",
        "rigid for",
        "fitting for|again|now|still|badly",
        "seizing ~2 for|now|again|still",
        "fits back to back",
        "two|three|2|3|several fits|seizures ~6 not|in|today|between|now",
        "jerking ~4 foaming|frothing|eyes|floor",
        "foaming|frothing at",
    ),
    "FIT_OTHER": (
        "fit me|us|him|her|it|you|them",
        "fit|fits in|into|for|around|with|between|the",
        "fitting me|us|him|her|it|room|rooms|in|into|for|appointment|the",
        "keep|get|stay|keeping|being|physically|really|very fit",
        "fit and healthy|well",
        "is|am ~1 a good fit",
        "hissy fit",
        "fit of ~1 giggles|laughter|rage",
        "had a fit|seizure ~2 price|when|at|about",
        "good|right|best|better fit",
        "a fit|fits about|over|when|at|because",
        "throw+ a fit",
        "perfect fit",
        "be a fit",
        "seizure|seizures of|at my|our|customs|the|parcel",
        # Treated, and told to a clinic as a condition. No gaps: "a seizure and I
        # managed to ring" and "seizures we can't get controlled" are none.
        "seizures|fits|epilepsy ?is|are ?well|fully controlled",
        "seizures|fits|epilepsy ?is|are ?well under control",
        "well|fully controlled seizures|epilepsy",
    ),
    # ---- chest, heart
    "CHEST": (
        "chest",
        "sternum",
        "breastbone",
        "breast bone",
        "ribcage",
        "between ~2 shoulder blades",
        "heart side",
        "heart area",
        "rib cage",
        "behind ~2 breastbone",
        "round|around ~1 my|the|his|her ribs",
        "tight band",
        "round|around ~1 my|the|his|her heart",
        "heart ~4 vice|vise|clamp|squeezed|squeezing",
        "vice|vise|clamp|fist ~2 heart",
        "my bra ~5 tight|small|squeezing",
    ),
    "CHEST_BAD": (
        (
            "pain|pains|painful|hurt|hurts|hurting|hurtin|tight|tightness|tighten+|"
            "crush+|pressure|pressing|heavy|heaviness|squeeze+|ache+|achy|stabbing|"
            "agony|elephant|weight|vice|vise|gripping|clamp|clamped|band|brick|"
            "sitting|burning|sharp|killing|discomfort|pounding|constricted|"
            "constricting|ripping|tearing|throbbing|sore"
        ),
        (
            "clutching|rubbing|holding|grabbing|clasping|grips|clutches|rubs|holds|"
            "grabbed|clutched|holdin|rubbin|belt|squashing|crushing|crushed|squashed|"
            "strap|rope|stamping|standing|spasm|cramp|stab|pulling|pulled|bursting|"
            "pounding|pang|twinge|fire|knife|hammered|bad|explode|exploding|dull|"
            "pinching|ache"
        ),
        "weigh+",
        "tearing",
        "ripping",
        "shooting",
        "searing",
        "truck|lorry|anvil|bus|parked|rock|bricks|concrete",
        "funny|weird|odd|strange|wrong|awful|terrible|bad",
        "flutter|fluttering",
        "heaving",
        "wont|not|doesnt let ~1 go",
    ),
    "CHEST_OTHER": (
        (
            "chest wax|hair|acne|scar|scars|tattoo|size|spots|keloid|keloids|skin|"
            "freezer"
        ),
        "acne|scar|scars|spots|keloid|sunburn|hair|rash|tattoo ~3 chest",
        "off my chest",
        "laser|treat|treated|needling|microneedling|peel ~4 chest",
        "redness ~4 chest",
        "do|treat|needle ~2 chest",
        "chest treated|lasered|done|waxed",
        "scar|scars|keloid|keloids ~4 tight|itchy|sore|raised|pulls|pulling",
        "tight|pull|pulling|stretch|stretches ~4 scar|scars|keloid",
        "chest ~1 acne|scar|scars|hair|tattoo",
        "chest of drawers",
    ),
    "ARM_JAW_PAIN": (
        (
            "pain|pains|ache|aching|hurts|hurting|tingling|numb|numbness ~5 down|up|"
            "into|in|to|spreading|radiating|shooting ~4 left ?arm|jaw|shoulder|hand"
        ),
        "pain|pains|ache|aching|shooting ~4 arm|jaw",
        (
            "left arm ~4 pain|pains|hurts|aches|aching|heavy|tingling|tingly|painful|"
            "numb|dead|weak"
        ),
        "arm and jaw",
        "jaw and arm",
        "jaw ~3 aching|aches|hurts|pain",
        (
            "shoulder|arm|back|jaw|teeth|tooth|neck ~5 pain|pains|heavy|ache|aching|"
            "hurts|hurting|tight"
        ),
        "toothache",
        "heavy|dead|numb|tingly|aching|tingling ~1 arm|left",
        "pins and needles ~4 arm|hand|fingers|jaw",
        "pain ~4 shoulder|arm|hand|back|jaw",
        "indigestion|heartburn|reflux|wind|gaviscon|rennie",
        "holding|clutching|rubbing|grabbing|cradling ~3 left ?arm",
        "down ~2 left ?arm",
        "arms ~2 ache|heavy|aching",
    ),
    "HEART_SIGNS": (
        "sweat+",
        "sweating|sweaty|clammy|cold sweat",
        "chest",
        "sick|nauseous|nausea|vomiting",
        "breath|breathing|breathe|breathless",
        "dizzy|faint|lightheaded|woozy|fainted",
        "light headed",
        "passing|pass|passed out",
        "grey|pale|ashen",
        "collapsed|collapse",
        "black out|blacked out",
        "heart",
        "left",
        "sweat|sweats|drenched|dripping|soaked",
        "putty|pale|white as",
        "short of ~1 puff|breath",
        "arm ~3 heavy|numb|dead|tingling",
        "jaw|teeth",
        "not right",
        "pins and needles",
        "came on ~4 stairs|walking|exertion|rest",
        "stairs",
    ),
    "HEART_ATTACK": (
        "heart attack",
        "cardiac arrest",
        "heart ~2 stopped|stopping|failing",
        "angina ~4 bad|worse|spray|now",
        "no pulse|heartbeat",
        "cant find ~2 pulse",
        "heart ~2 giving out|way",
        "widowmaker",
        "stent|stents|bypass|angina ~8 pain|pains|again|tight|same",
        "angina ~10 not|wont|isnt|still|rest|worse",
        "gtn|nitro|nitroglycerin ~8 still|not|twice|three|again|there",
        "defibrillator|icd|pacemaker ~4 shock|shocked|shocking|shocks|fired",
        "grabbed|clutched|grabbing ~2 chest",
    ),
    "HEART_RACING": (
        (
            "heart ~3 rac+|race+|racing|pounding|pounds|thumping|fluttering|skipping|"
            "irregular|hammering|jumping|flipping|missing|fast|stopping|beats"
        ),
        "palpitation|palpitations",
        "heart rate ~4 {many}|130|140|160|170|180|190|high|fast",
        "pulse ~3 racing|fast|irregular|weak|120|130|140|150|160",
        "afib|svt|tachycardia",
        "heart rate|pulse ~4 125|135|145|155|165|175|185|195|200",
        "going like the clappers",
        "heart ~3 flips|flutters|flopping|bouncing",
    ),
    # ---- stroke
    "FACE_SIDE": (
        "face",
        "mouth",
        "smile",
        "side of ~2 face|mouth|lip|head",
        "lip|lips|cheek",
        "one side",
        "left side",
        "right side",
        "half of ~2 face",
        "half ~2 face",
        "smile|face|mouth ~3 one side",
        "eyebrow lifts|moves|goes",
    ),
    "DROOP": (
        "droop+",
        "droopy|drooping|drooped|drooped",
        (
            "lopsided|wonky|crooked|uneven|slack|dropped|drops|dropping|slid|slipped|"
            "slipping|fallen|falling|hanging|paralysed|paralyzed|collapsed|melting|"
            "frozen"
        ),
        "numb on one side",
        "wont move",
        "not moving",
        "doesnt move",
        "cant move",
        "twisted",
        "gone down on one side",
        "go|goes|going|gone|went|pulled|pulling|pulls|dragged|drawn ~2 one side",
        "gone to|one side",
        "skewwhiff|skew|lop|sided|twisted|twisting|sloping|melted|uneven|wonky",
        "gone funny|weird|numb|dead|down",
        "other doesnt|wont|not",
        "cant ~2 smile|close|move",
        "sagging ~3 side",
        "wont|doesnt|isnt|not ~1 working|work|move|moving|smile",
        "dribbling|drooling",
        "fell|falls|fallen ~2 one side|left|right",
        "slid|slipped down",
        "only works|working ~2 one side",
        "not same|even ~2 sides",
        "corner ~3 hangs|hanging|droops|sags|drops",
        "hangs|sags|lower ~3 side",
    ),
    "ONE_SIDE": (
        "one side",
        "left side",
        "right side",
        "one half",
        "half ~2 face",
        "side of ~2 face|mouth|body",
    ),
    "BROW": (
        (
            "brow|brows|eyebrow|eyebrows|forehead|eyelid|eyelids|lid|lids|jowls|jowl|"
            "jawline|cheeks|skin|breast|breasts|neck|wrinkles"
        ),
    ),
    "DROOP_OTHER": (
        "ageing|aging|age|older|years|lift|threads|facelift|gravity|menopause",
        "sagging skin",
        "skin sag+",
        "weight loss",
        "expected",
        "wore|wears|worn off",
        "mole|scar|lift|block|dentist|dental|numb",
        "uneven ~2 thin|lips|brows ~3 filler|fillers|fill",
        "thin lips",
        "uneven and thin",
        "more|faster|better|less than ~1 left|right|other",
        "swelling|redness|bruise|bruising|puffiness|it ~3 gone down",
        "filler|lips ~4 uneven|lopsided",
        "since ~2 birth|born|baby|child|childhood|boy|girl",
        "born|birth ~3 like|with|that|way",
    ),
    "SPEECH": (
        "slur+",
        "slurred|slurring|slurs|slurry",
        (
            "speech|words|talking|voice|speaking ~4 slurred|garbled|funny|jumbled|"
            "weird|muddled|wrong|strange|thick|drunk|gibberish|mumbled|off|gone|slow"
        ),
        "cant|couldnt ~2 get|find|form|string ~2 words|word|sentence|sentences|speech",
        "cant|couldnt ~2 speak|talk ~2 words|properly|sentence|sentences",
        "cant|couldnt speak|talk",
        "talking ~2 gibberish|nonsense|rubbish|funny|drunk",
        "gibberish|mumbling",
        "words ~3 coming out|come|came ~3 wrong|jumbled|funny|mixed|weird",
        "cant|not|isnt|arent|doesnt ~2 mak|make|making ~2 sense",
        "cant string ~3 sentence|words",
        "forgot|forgetting|forgotten how to speak|talk",
        "tongue tied and",
        "lost ~2 speech",
        (
            "hard|trouble|difficulty|struggling|struggle ~3 speak|speaking|talk|"
            "talking|words"
        ),
        (
            "speak|speaks|talk|talks|talking|speaking|sound|sounds|spoke|voice ~3 "
            "drunk|mush|mushy|funny|weird|slow|thick|gibberish|nonsense|gobbledegook|"
            "slurry|backwards"
        ),
        (
            "words|speech ~3 clear|come|coming|out|together|mush|salad|mixed|jumble|"
            "jumbling"
        ),
        "all|talking mush",
        "stopped|stopping ~2 mid sentence",
        "tongue ~3 heavy|lazy|thick|numb|work",
        (
            "cant ~3 say|name|read|write|spell|type ~4 name|names|words|things|son|"
            "daughter|word|own|anything|properly|this"
        ),
        "no speak",
        "say ~2 name|names|words ~3 wrong",
        "wrong words|word",
        "speech ~3 weird|bad|problem|trouble|affected|went|going|lost",
        "voice ~3 mumble|mumbling",
        "tongue ~2 wont|doesnt|not ~3 do|work|move|obey",
        "speech ~4 all over|place|gibberish|rubbish",
        "words ~4 rubbish|gibberish|nonsense|garbage|wrong|jumbled|stuck",
        "speak|speaks|talk|talks|sound|sounds ~1 strange|weird|funny|odd|drunk",
        "cant|couldnt|not understand ~4 people|they|what|words ~4 saying|say|said|me",
        "lost ~3 words|speech",
        "words ~4 scrambled|wrong|backwards|nonsense|gibberish",
        "tongue ~3 clumsy|slow",
    ),
    "LIMB_WEAK": (
        (
            "arm|leg|hand|arms|legs ~4 weak|weaker|weakness|paralysed|paralyzed|limp|"
            "dead|heavy|useless|floppy|jelly"
        ),
        (
            "left|right|one ?side arm|leg|hand|foot ~3 numb|numbness|dead|tingling|"
            "tingly|weak|heavy|gone"
        ),
        (
            "cant|couldnt|wont ~2 move|lift|raise|feel|use|hold|grip ~4 arm|leg|hand|"
            "arms|legs|cup|side|body"
        ),
        (
            "arm|leg|hand|side|arms|legs ~3 wont|cant|not|doesnt|isnt ~1 move|moving|"
            "work|working|lift|hold|respond"
        ),
        "one|left|right side ~4 weak|weakness|dead|paralysed|limp|heavy",
        "one|left|right side ~1 of ~2 body ~3 numb|tingling|gone|dead",
        "one|left|right side ~1 has|have|gone|is|feels ~1 numb|dead|tingly",
        (
            "weak|numb|numbness|weakness|paralysed|dead ~3 one|left|right side|arm|"
            "leg|hand"
        ),
        "whole side ~3 numb|weak|dead",
        "down one side",
        "half ~3 body ~3 numb|weak|dead",
        "dropping things",
        "keeps dropping|falling",
        "dragging ~3 leg|foot",
        "lost ~3 use|feeling|power|strength ~4 arm|leg|hand|side",
        "arm ~3 drops|drifts|falls",
        (
            "hand|arm|leg|foot|fingers|side ~3 obey|listen|listening|cooperate|"
            "cooperating|behaving|obeying|working|mine"
        ),
        "dropp+ ~5 fork|cup|mug|phone|keys|everything|things|pen|kettle",
        (
            "dropped|dropping|drops ~4 fork|cup|mug|phone|keys|everything|things|pen|"
            "kettle|glass"
        ),
        "fork|cup|mug|phone|pen|kettle ~4 fall|falls|falling|slipping|dropping",
        "leg|foot ~4 dragging|drags|drag|trailing|give|gives|giving|buckling",
        "dragging|drags ~2 leg|foot|feet",
        "grip ~3 gone|weak|lost",
        "walking ~3 sideways|into|drunk|one",
        "veering|leaning|keeps leaning|veer ~3 left|right|side",
        "lost ~3 balance|coordination",
        "cant ~1 walk ~3 straight|properly|all",
        "numb ~4 down|half",
        "paralysed|paralyzed|paralysis",
        "wont ~3 lift|grip|hold|squeeze",
        "cant ~3 feel ~3 side|half|face|leg|arm",
        "dead arm|leg|hand",
        "cant ~2 squeeze|grip|grasp",
        (
            "hand|arm|leg|fingers|foot ~4 clumsy|useless|strange|stupid|asleep|"
            "foreign|belong|stiff"
        ),
        "clumsy ~3 hand|arm|fingers",
        "lost ~3 feeling|movement|control|sensation ~4 arm|leg|hand|side|face",
        "stumbling|staggering|veering|leaning ~4 left|right|side",
        "numbness|weakness|tingling ~4 side",
        "cant ~2 raise|lift|move ~3 arms|arm|leg",
        "side of ~3 body",
        "half ~4 working",
        "cant ~2 walk|stand ~2 straight|up|properly",
        "fell|falling|falls ~3 to ~2 left|right",
        "hand|arm|leg|foot ~3 wont do|listen|obey|work",
        "leg|foot dragging|drags",
        "drag+ ~2 leg|foot",
        "one|left|right side ~4 gone heavy|dead|numb|weak|useless",
        "keep|keeps dropping ~3 phone|cup|things|pen|keys",
        "cant|couldnt hold ~2 pen|cup|fork|phone",
    ),
    "CONFUSED": (
        "confusion",
        (
            "suddenly|very|really|so|all|acting|seems|sounds|getting|is|am|was|been|"
            "being|gone|went|and|feel|feeling|little|bit confused"
        ),
        "disorient+",
        "disorientated|disoriented",
        "delirious|delirium|hallucinating",
        "talking ~1 rubbish|nonsense",
        "doesnt recognise|recognize|know ~2 me|us|my|anyone|who",
        "doesnt know ~3 day|who|where|me",
        "not making sense",
        "making no sense",
        "isnt making ~1 sense",
        "not with it",
        (
            "is|was|are|am|seems|seemed|looks|feel|feels|feeling|sounds|totally|"
            "completely|really|bit|so out of it"
        ),
        "muddled",
        "rambling",
        "away with the fairies",
        (
            "cant|couldnt|wont|doesnt ~2 tell|say|know|remember ~4 day|year|name|"
            "where|month|president|date|who|son|daughter|way|house"
        ),
        "wrong ~1 feet|foot|name|names",
        (
            "doesnt|not|didnt|no ~1 recognise|recognize|know|knowing ~2 me|us|family|"
            "son|wife|house|daughter|home|where|mother"
        ),
        (
            "dont|cant ~1 recognise|recognize ~2 family|son|wife|house|daughter|home|"
            "mother|husband"
        ),
        "mix|mixed|muddle|fog in|up|head ~2 head",
        (
            "talking|chatting|speaking ~2 people|someone|person|things ~3 arent|isnt|"
            "not|there|invisible|wall"
        ),
        "seeing|sees|hearing ~2 things|people|stuff|spiders",
        "losing|lost ~2 track ~4 saying|sentence|time|words|what",
        "not ~1 himself|herself|themselves|making|right in",
        "called me ~3 dog|wrong|name|mum",
        "hallucinat+|hallucinations|hallucination",
        "incoherent|incoherently",
        "{someone} ~3 doesnt|isnt ~2 make sense",
        "words|speech|talking|saying ~4 doesnt|dont|isnt ~2 make sense",
        "makes|making no sense",
        "confused",
        "doesnt|didnt|cant ~1 know|remember ~2 where|who ~1 is|was|he|she|i|we",
        "dont|didnt|cant know|remember where|who ~1 i am|was|is|he",
        "dont|didnt know where|who i am",
        "doesnt|dont|didnt|cant ~1 know|remember ~2 day|year|month|name",
        "called me by ~4 name",
        "gone|went|looks|looked vacant|blank|glazed",
        "doesnt|didnt know ~4 me|us|where|day|year|house",
        "repeating ~2 one|same word|question|thing",
        "asking ~3 same question|thing ~3 over|again",
    ),
    "CONFUSED_OTHER": (
        (
            "confused|confusing|muddled ~2 about|by|which|between|whether|what|how|"
            "with|why|on|over|if|as"
        ),
        "about|which|price|prices|website|booking|form|difference|aftercare",
        (
            "website|aftercare|price|which|about|instructions|leaflet|advice|booking|"
            "options|treatments|form|email|consultation|package|app"
        ),
        "get|gets|getting|got|best|most|talk|talked|worth|much|more ~6 out of it",
        "makes|make|making no sense ~3 to|that|how|why|me",
        "dont|doesnt know my face|skin|scars",
        "because|since",
        (
            "remember|tell|say|know ~6 appointment|booked|slot|booking|nurse|cream|"
            "product|consultation|password|email|login|called|treated|brand|"
            "therapist|did|done|start|session|course|last"
        ),
        "receptionist|reception|letter|card|certificate|wrong ~4 name",
        "page|screen|form|website|app|site ~3 blank",
        "out of it ~3 order|list|shopping",
        "get|got|getting|best|most|much|anything|something|results ~5 out of it",
        "i am confused",
        "i am a bit|little confused",
    ),
    "SUDDEN": (
        "sudden|suddenly",
        "out of nowhere",
        "all of a sudden",
        "just now",
        "right now",
        "minutes ago",
        "hour ago",
        "woke up",
        "this morning",
        "tonight",
        "came on",
        "started",
    ),
    "STROKE_NAME": (
        (
            "having|has|had|is|am|think|thinks|maybe|might|could|like|possibly|signs|"
            "symptoms|this|it ~4 a ?mini stroke"
        ),
        "having a stroke",
        "mini stroke",
        "like a stroke",
        "stroke ~2 now",
        "a tia",
        "stroke symptoms",
        "face arms speech",
    ),
    "STROKE_OTHER": (
        "stroke of ~1 luck|genius|midnight|bad",
        (
            "brush|pen|long|short|gentle|downward|upward|stroke+ ~2 strokes|the|"
            "downwards|upwards"
        ),
        "strokes",
        "stroke my|the|your|his|her",
        "clopidogrel|thinners|aspirin",
        "mini stroke ~3 years|in|on",
        "give|gives|gave|giving ~1 me ~1 stroke",
        "nearly|almost had|have|having|gave ~2 stroke",
        "like a stroke but ~2 isnt|wasnt|not",
        "different|diffrent|broad|key stroke",
    ),
    "HEAD_OTHER": (
        (
            "exploding|spinning|bursting|splitting|explode|hurts with|from|over|at|"
            "by ~3 options|choices|choice|info|information|prices|this|ideas|perfume|"
            "noise|decisions|hangover|wine"
        ),
        "hungover|hangover",
        (
            "headache ~5 website|booking|form|forms|app|parking|spreadsheet|tax|"
            "paperwork|diary|landlord"
        ),
    ),
    "BAD_HEADACHE": (
        "worst ~3 headache",
        "worst ~2 pain in ~2 head",
        "thunderclap",
        "sudden ~3 severe|massive|awful|terrible|blinding ~2 headache",
        "headache ~4 worst|explode|exploding|ever|blinding",
        "head ~4 exploding|explode",
        "severe ~2 headache ~6 vision|stiff|neck|vomiting|sick|confused|light",
    ),
    # ---- bleeding
    "BLEED": (
        "bleed+",
        "bled",
        "blood",
        "bleeder",
        "haemorrhag+",
        "hemorrhag+",
        "haemorrhage|hemorrhage|haemorrhaging|hemorrhaging",
        "emojiblood",
        "claret",
        "nosebleed",
        "bleedin",
        "blood|bloody",
        "red stuff",
        "clots|clot ~5 blood|out|pad|pads|coming",
        "red ~2 coming|pouring|shooting|spurting|running",
        "lot of red",
    ),
    "NONSTOP": (
        (
            "wont|not|doesnt|cant|didnt|isnt|hasnt|never|wouldnt|havent|nothing ~4 "
            "stop|stopping|stopped|stops|slow|slowing|slowed|clot|clotting|stem|"
            "control|ease|easing"
        ),
        (
            "keeps|keep|kept ~3 coming|pouring|going|running|bleeding|dripping|"
            "oozing|starting|filling|soaking"
        ),
        (
            "still ~2 going|coming|pouring|bleeding|flowing|running|wont ~6 minutes|"
            "hour|hours|mins"
        ),
        "still bleeding|gushing|pouring|pumping|dripping|flowing",
        "non stop|nonstop",
        "wont quit",
        "for ~3 {number} ~2 minutes|hour|hours",
        "{number} minutes ~4 still",
        "more and more",
        "bleeding ~4 {number} ~1 minutes|hour|hours",
        "lost ~2 lot|lots|loads|much|pint|pints",
        "constant|constantly|continuous",
        "no|not|never stop|stopping|stops",
        "coming ~1 more|out|through|again|fast|still|faster",
        "still ~1 coming|going|pouring",
        "since ~2 lunch|morning|breakfast|yesterday|last|afternoon|dinner|noon",
        "for|past ~4 hour|hours|minutes|days",
        "hour|hours ~3 still",
        "straight ~1 through",
        "as soon as ~5 let|lift|take|stop",
        "every time ~5 lift|take|stop|let|move",
        "wont ~3 close|seal|scab",
        "through ~2 fingers",
        "again and again",
        "{number} hours ~3 after",
        "going since",
        "minutes ~4 pressure|pressing|pressed",
        "no sign of ~2 stop",
        "all day|night|morning|afternoon",
        "still ~1 bleeding|oozing|dripping|running ~14 hours|hour",
        "bleeding|bled|bleed since",
        "wont|doesnt|not|cant|didnt ~1 quit|let up",
        "wells|welling up ~2 again",
        "bleeding ~2 through",
        "pressed|pressing|pressure|pushed ~10 still|again|soon",
    ),
    "GUSH": (
        "spurt+|gush+|pour+|pump+|squirt+|stream+|spray+",
        "gushing|spurting|pouring|pumping|squirting|streaming|spraying",
        "soak+",
        "soaked|soaking|drenched|saturated|dripping",
        "everywhere",
        (
            "all over the|my floor|bed|place|room|sofa|bathroom|kitchen|towel|pillow|"
            "clothes|carpet"
        ),
        "pool|pools|puddle|puddles|litres|pints|bucket|buckets",
        (
            "heavily|profusely|badly|uncontrollably|loads|buckets|massively|severely|"
            "nonstop|heavy"
        ),
        "a lot",
        "lots of",
        "so much",
        "too much",
        (
            "third|second|fourth|fifth|several|three|four|five|3|4|5 ?lot ?of towel|"
            "towels|dressing|dressings|gauze|bandage|pads|cloth|flannel|tissues"
        ),
        (
            "through ~4 towel|towels|dressing|dressings|gauze|bandage|bandages|"
            "pillow|pad|pads|plaster|tissues|toilet|shirt|top|tea|kitchen"
        ),
        "cant stem",
        "artery",
        "running down ~4 neck|arm|leg|face|chest",
        (
            "through ~3 fingers|sock|shoe|jeans|shirt|sheets|mattress|scarf|coat|"
            "trousers|hoodie|sleeve|clothes"
        ),
        "very|so much",
        "much|many",
        "bright red",
        "down ~3 throat|legs|leg|arm|back|face|toilet|chin|neck",
        "puddle|pools",
        "hit|hits ~2 wall",
        "lumps|clots",
        "tap|hose|fountain|hosepipe",
        "big",
        "like mad|crazy|anything|water",
        "strong|fast|quick",
        "full of|filled|filling",
        "sink|bowl|basin|sock|shoe|bath|bed|floor|wall|lino|shower|toilet",
        "sopping",
        "soaked",
        "through ~3 pad|pads|dressing|plaster|bandage|towel|towels|clothes|sheets",
        "filled|full|fills|filling ~4 bowl|bottle|bag|sink|cup|bucket",
        "bowl|bottle|bag|sink|cup|bucket ~3 full|filled",
        "run|running|ran down ~4 leg|arm|elbow|neck|face|floor|shoe",
        "trail ~3 floor|stairs|carpet",
        "shooting ~3 wall|up|out|over",
        "pumping ~2 out",
        "pumps ~2 out",
    ),
    "BLEED_OTHER": (
        (
            "blood test|tests|thinner|thinners|pressure|sugar|type|group|donor|"
            "donation|vessel|vessels|clot|clots|count|spots|work|orange|results|flow|"
            "supply|platelet|plasma|facial"
        ),
        "bleeding edge|cool|expensive|obvious|heart",
        "pinpoint bleeding",
        "pin prick|pinprick",
        "few|little|tiny|small ~2 spots|drops|specks|dots ~2 blood",
        "own blood",
        "my blood boil+",
        "bad blood",
        "pour+ ~3 money",
        "nose bleed|bleeds last",
        "period|periods",
        "giving|give|gave|donating|donated blood",
        "blood ~1 donor|donation",
        "water|tap|pipe|roof|sink leak|leaking|leaked",
        "leak ~3 room|roof|pipe",
        "or ~1 minor|normal",
        "tiny|little|small pricks|prick|dots",
        "faints|faint|squeamish|queasy|scared ~2 at|of|with ~2 blood|needles",
        "bleeding|clotting disorder|condition",
        "blood ~4 clot ~2 properly|right|well",
        "blood ~2 run|runs|ran|running cold",
        "white|red blood cell|cells",
        "blood ~6 properly|normally|should|easily|right|enough",
        "people|anyone|someone|patients|clients|those ~2 blood|bleed|bleeding",
        "blood ~2 boil",
        "price|prices|cost|bill ~4 bone",
        "bleed|bleeding ~3 money|dry|wallet|bank",
        "fake|period|vampire|spin|spun|own|draw|drawn|drew|take|takes ~3 blood",
        "paint|ink|makeup|mascara|nail|lipstick|liner bleed|bleeds|bleeding",
        "having|birth|labour|had my first|second|baby|babies|kids",
        (
            "blood ~1 doesnt|dont|wont ~1 clot|clotting ~2 right|properly|well|"
            "normally|should|as|like|easily"
        ),
        "one|single|tiny|only ~1 drip|drop|spot|speck|dot|bead|pinprick",
        "bleeding hell|brilliant|marvellous|obvious|love",
    ),
    "WOUND_BLEED_STRONG": (
        "bleeding out",
        "bleeding to death",
        "bleed to death",
        "cut ~2 artery",
        "severed",
        "blood ~3 spurting|gushing|pouring|pumping|squirting|everywhere",
        "losing ~3 blood",
        "lost ~3 lot|lots|much|pint|pints ~1 blood",
        "coughing|vomiting|throwing|puking|spitting|sick|bringing ?up ~2 blood",
        "vomit+ ~3 blood",
        "blood ~3 vomit|sick|poo|stool|stools",
        "black ?tarry poo|stool|stools|tarry",
        "tourniquet",
        "wont stop bleeding",
        "bleeding wont stop",
        "bleeding ~2 heavily|profusely|uncontrollably",
        "cant stop ~2 bleeding|blood",
        "black|tarry ~3 poo|poop|stool|stools|poos|sticky",
        "poo|poop|stool|stools ~4 black|tarry|blood|bloody",
        "blood ~4 poo|poop|stool|stools|toilet|urine|wee|pee",
        "cut|wound|split|gash|stitches|leg|arm|scar ~3 wide open",
        "see ~3 bone|fat|muscle|right into|tendon",
        "to the bone",
        "bleed out",
        "arm|leg|neck|wrist|head ~4 open ~4 blood|claret|bleeding",
        "drained|covered ~3 blood",
        "vein|artery ~5 popped|burst|nicked|cut|hit|ruptured",
        "leaking|leak like ~3 tap|sieve|hose",
        (
            "vomit|vomited|vomiting|sick|threw|puke|puked|throw|throwing ~8 coffee "
            "grounds|granules"
        ),
        "coffee grounds|granules ~6 vomit|sick|puke",
        "cough|coughing|vomit|spit|spitting|sick|bring|bringing ?up ~1 blood|clots",
        "bleeding|bleeds|blood like ~2 tap|pig|river|anything|hose",
        "blood ~4 spurts|squirts|jets|pumps|gushes",
        "gone|going|been|went through ~4 towels|dressings|bandages|gauze",
        "pumping ~4 pulse|heartbeat|heart",
        "dressing|bandage|gauze ~3 sodden|drenched|dripping|saturated",
        (
            "stabbed|sliced|slashed|cut|gashed ~10 gushing|pumping|spurting|"
            "pouring|squirting"
        ),
        "wont|isnt clot|clotting",
        "blood ~4 pooling|puddle|pool|floor",
        "cut ~4 finger|hand|thumb|toe off|through",
        "cut|gash|wound ~4 bone|tendon|fat ~2 showing|visible",
        "like coffee grounds",
        "coffee grounds ~4 vomit|sick|threw|blood",
        "pumping|pumps|spurting|squirting ~2 out ~4 heartbeat|pulse|heart|beat|time",
        "lot of red coming",
        "its|is|it pumping out|through",
        "soaking|soaked|soaks ~3 everything ~6 cold|sweaty|pale|faint|grey|dizzy",
        "red ~2 through ~1 and through",
        "let go|off ~3 runs|pours|gushes|starts|comes|pumps|wells",
        "blood|red|it bubbling|welling ~3 stitches|stitch|wound|out",
        (
            "runs|pours|trickles|running|trickling ~2 down my|her|his ~1 neck|arm|"
            "leg|face|chest|back|hand ~8 press|pressed|let|hour|hours|stop"
        ),
        "burping ~2 blood",
        "choking|bringing|chucking up ~1 blood",
    ),
    # ---- infection, sepsis
    "FEVER": (
        "fever|fevers|feverish|feverdegrees",
        (
            "temperature of|at|up|high|spiked|now|over|above|and|through|38|39|40|41|"
            "100|101|102|103|104|105"
        ),
        (
            "temperature is|has|was ~2 up|high|higher|raised|spiked|rising|climbing|"
            "through|bad|gone|38|39|40|41|100|101|102|103|104|105|feverdegrees"
        ),
        "high|raised|bad|a|got|running|spiking|slight temperature",
        "shivery|rigors|rigor",
        "shiver+",
        "shivering|shivers",
        "chills|chill",
        "burning up",
        "boiling hot",
        "hot and cold",
        "38|39|40|41 degrees|c|point",
        "freezing ~3 shaking|boiling|hot|sweating",
        "cold and shaking",
        "teeth ~2 chattering",
        "shaking ~2 cold",
        "sweats",
        "sweating and shaking",
        "flu like|flulike",
        "like ~4 flu",
        "cant ~2 warm ~1 up",
        "cant stop shaking|shivering",
        "roasting",
        "hot body",
        (
            "body|head|he|she|baby|forehead is ?very ?so ?really hot|boiling|"
            "roasting|burning"
        ),
        "very hot 40|39|38",
        "temp|temperature ~3 38|39|40|41|100|101|102|103|104|105|feverdegrees",
        "has|got|have|running|spiked|had|with|a temp|temperature",
        "burnin up",
        "shivers|shiverin|rigors|rigor|shakes|chills",
        "so|really|freezing|feel|feeling|im|very|and cold ~3 shaking|shivering|hot",
        "bed|whole ~2 shakes",
        "hot and shivery",
        "sweating buckets",
        "freezing cold",
        "hot flushes and",
        "shaking like ~2 leaf",
        "shaking with|from cold|fever",
        "shivery ?and",
        "so|freezing|really cold ~3 cant|shaking|teeth|shivering",
        "sweating and shivering",
        "sweats and chills",
        "shivering|shivers|shivery",
    ),
    "INFECTED": (
        "infect+",
        "infected|infection|infections|septic",
        "pus|pussy|pussing|puss|abscess|cellulitis",
        "oozing|weeping|ooz+|seeping|leaking",
        "red|redness ~3 streak|streaks|streaking|line|lines|track|tracking",
        (
            "redness|red|rash ~4 spreading|spread|spreads|growing|moving|creeping|"
            "past|outside|tracking"
        ),
        "spreading ~3 redness|red|infection|fast|quickly|across|up|down|rash",
        "red line|lines|streak|streaks ~5 up|from|along",
        (
            "yellow|green|brown ~2 gunk|discharge|liquid|goo|stuff|fluid|crust|gunge|"
            "pus|ooze"
        ),
        "smells|smell|stinks|smelly|stinking|foul|smelling",
        "tracking up",
        "hot and swollen|red|throbbing|hard",
        "swollen and hot|red",
        "red and hot|swollen|throbbing|angry",
        "red hot",
        "really|very|so red ?and hot|swollen",
        "throbbing|angry",
        "bite",
        "cat scratch",
        "spreading",
        "yellow|green ~1 water|gunk|discharge",
        "boil ?lanced|burst|on",
        "boils",
        "hot ~2 leg|foot|arm|hand",
        "leg|foot|arm|hand|cheek|breast|face|stitch|scar|wound ~3 hot",
        "streak|streaks|streaking|tracking|tracks",
        (
            "red|redness ~4 goes|go|going|grow|growing|moved|gone|getting|bigger|up|"
            "down|past|climbing|reached|crept|to ~4 neck|knee|eye|arm|leg|chest|"
            "elbow|thigh|groin|cheek|face|shoulder|jaw|line"
        ),
        "gone from ~8 to",
        "weeping|oozing",
        "dark|black fluid|blisters|blister|patch|skin",
        "lymph nodes",
        "port|cannula|line|drip|picc ~3 red|sore|hot|swollen",
        "punched|eczema|cold sores|sores all over",
        "ingrown",
        "whole ~2 swollen|red|hot|up",
        "eye ~2 closed|shut",
        "lanced|abscess",
        "swollen",
        "redness|red ~3 doubled|tripled|grown|bigger|wider|worse|everywhere",
        "red ~2 up to|past",
        (
            "wound|cut|scar|site|stitches|incision ~4 hot|red|angry|leaking|smells|"
            "swollen|weeping|throbbing|green|yellow|nasty"
        ),
        "pong",
        "gone|turned|turning|going ~1 septic",
        "gunky|gunge|gammy|goopy|manky",
        "full of yellow|green|gunk|pus",
        "leaking|oozing|weeping ~2 green|yellow|brown",
    ),
    "SKIN_BAD": (
        (
            "sores|red|hot|swollen|throbbing|sore|redness|swelling|angry|spreading|"
            "rash|weeping|oozing|wound|cut|stitches|painful|inflamed|puffy|lump|pus|"
            "tender|scratch|bite|blister|incision|scar"
        ),
        "gunky|gunge|gammy|goopy|burn|burns|manky|septic|stitches|swollen",
    ),
    "SEPSIS_SIGNS": (
        "mottled|blotchy|marbled|ashen",
        "pale|grey|gray|clammy",
        "gone|went|turned|looks|looked|as|very|sheet|ghost ~1 white",
        (
            "not|havent|hasnt|dont|no|barely|hardly ~3 peed|pee|weed|urinated|urine|"
            "wee|peeing|passed"
        ),
        "cant stop shaking|shivering",
        "uncontrollable|violent|extreme|violently ~1 shaking|shivering",
        "breathing ~2 fast|rapid|quick",
        "fast breathing|breaths",
        "breathless",
        "confus+|confused|confusion|delirious|muddled|rambling",
        "not making sense",
        "heart ~2 racing|pounding|fast",
        "drowsy|sleepy|lethargic",
        "hard to wake",
        "cant|wont ~2 wake|stand|stay",
        "feel ~3 dying|die",
        "slur+|slurred",
        "never felt ~3 ill|bad|poorly",
        "cold hands|feet",
        "hands|feet ~3 cold|freezing|purple",
        "out of it",
        "collaps+|collapsed",
        "talking ~1 rubbish|nonsense",
        "doesnt know ~2 where|who|day",
        "away with the fairies",
        "shaking uncontrollably|violently",
        "seeing|sees|hearing|talking ~3 things|people|arent",
        "sleep+ all day",
        "sleeps all|sleepy|sleeping all",
        "not|no|doesnt|dont ~1 know|recognise ~1 me|us|where|house|her|him",
        "heart rate ~4 110|115|120|125|130|135|140|150|160",
        "losing|lost track",
        "mix|mixed ~2 head",
        "might|going|gonna|could|will die",
        "wont|not|no ~1 feed|feeding|eat|drink|drinking",
        "called me ~4 name|dog",
        "blotched|bruised|purple ~2 skin",
        "skin ~5 purple|black|shiny|grey|gray|mottled|blotchy|dark",
        "pain ~4 unreal|unbearable|excruciating|proportion|insane",
        "pulse ~3 racing|fast|120|130",
        "hands|feet|fingers ~4 ice|icy|freezing|blue|cold",
        "breathin ~2 fast|quick",
        "dizzy|faint|fainted|passed out|pass out",
        "light headed",
        "keep|keeps|kept ~2 sleeping|falling asleep",
        "floppy|limp",
        "slurry|gibberish",
        "feel|feels|feeling ~3 dying|terrible|dreadful|awful",
        "heart ~2 racing|pounding|going",
        "sweating",
        "doesnt|dont ~1 know ~1 where|who",
        "really|very|so ill|unwell|poorly|sick",
    ),
    "SEPSIS_NAME": (
        (
            "think|thinks|has|have|got|having|possibly|signs|maybe|might|this|"
            "developing|going|be|is|possible|like|it ~5 sepsis|septic|septicaemia|"
            "septicemia|flesh"
        ),
        "blood poisoning",
        "toxic shock",
        "flesh eating",
        "could|is|be ~3 sepsis",
        "gas gangrene|necrotising|necrotizing|gangrene",
        "skin ~1 crackles|crackling|crackly",
        "pain ~4 out of ~1 all ?of ?all proportion",
    ),
    "PEELESS": (
        (
            "not|havent|hasnt|dont|no|barely|hardly ~3 peed|weed|urinated|urine|wee|"
            "pee|peeing ~6 today|hours|hour|day|all|since|yesterday|night|morning"
        ),
    ),
    "MOTTLED_ILL": (
        (
            "skin|legs|arms|hands|knees ~4 mottled|marbled|blotchy ~8 cold|fast|"
            "confused|breathing|shaking|fever|ill|drowsy"
        ),
        (
            "mottled|marbled|ashen ~8 confused|breathing|shaking|shivering|fever|"
            "drowsy|sleepy"
        ),
        (
            "newborn|baby ~6 fever|feverdegrees|temperature|38|39|40 ~6 floppy|limp|"
            "wont|sleepy|drowsy|mottled|grey|breathing|feed|hot|ill|spots"
        ),
        "newborn ~6 fever|feverdegrees|38|39|40",
        (
            "weeks|week|days|month old ~6 fever|feverdegrees|temperature|38|39|40|"
            "hot|floppy"
        ),
    ),
    # ---- eye
    "VISION_LOSS": (
        (
            "cant|couldnt|cannot see ?a ?thing|anything|out|properly|from|through|at|"
            "my|on|now|with|clearly|straight|nothing|right|well"
        ),
        "cant see",
        "barely|hardly see",
        "lost|losing|lose|loss ~3 vision|sight|eyesight",
        (
            "vision|sight|eyesight ~4 blur+|blurry|blurred|double|gone|going|lost|"
            "black|dark|foggy|cloudy|fuzzy|dim|disappeared|disappearing|hazy|misty|"
            "grey|weird|funny|doubled|wrong|tunnel"
        ),
        "double vision",
        "seeing ~2 double|two",
        "see ~2 double|two ?of",
        "blurred|blurry|fuzzy|hazy|cloudy|foggy|tunnel|dim ~2 vision|sight|eye",
        "gone|going|went|turned|is|am|suddenly|nearly|almost ?completely blind",
        "blind in ~3 eye|eyes",
        "temporarily blind",
        "everything ~2 blurry|blurred|black|double|fuzzy|dark|misty",
        "everything ~1 went|gone ~1 blurry|black|dark|double|grey|white|fuzzy",
        "curtain|shadow|veil|shade ~6 eye|eyes|vision|sight",
        (
            "eye|eyes ~5 blurry|blurred|black|cloudy|foggy|double|blind|hazy|fuzzy|"
            "dark|nothing"
        ),
        "black ~3 in ~3 eye|vision",
        "eye|vision ~5 flashing|flashes|floaters",
        "half ~2 vision|sight",
        "dark|black|blind spot|spots|patch|hole ~4 vision|eye|sight",
        "sight ~3 gone|going",
        "cant focus ~3 eye|eyes",
        "eye ~3 stopped working",
        (
            "cant|couldnt|no|not|dont ~1 see|read|focus ~6 eye|eyes|side|half|screen|"
            "plate|phone|left|right|one|face|anything|properly|clear|clearly|well"
        ),
        (
            "screen|page|face|telly|tv|view|everything|vision ~5 chunk|missing|"
            "smudge|smudged|doubled|double|static|wavy|melting|swimming"
        ),
        "blurry|blurred|blury|fuzzy|cloudy|hazy ~3 eye|eyes",
        (
            "tv|telly|television|screen|road|everything|people|words|print|letters|"
            "lines|things ~3 double|doubled|two|blurry|blurred"
        ),
        "static|snow|fog|mist|smoke|haze ~4 eye|eyes|vision|sight|eyesight",
        (
            "vision|sight|eyesight ~4 static|snowy|not|isnt|hasnt|bad|worse|changed|"
            "tv|narrow|tunnel|patchy|spotty|in"
        ),
        "seeing|sees two|2|stars|spots|spot|black|half|shadows|halos|flashes",
        "see|seeing|sees double|stars|halos|flashes|shadows",
        "can|could only see ~2 half|shadows|light|dark",
        "see two|2 of",
        "floaters|floater",
        "shadow|curtain|veil|blackness ~4 creeping|coming|corner|down|across|over|side",
        "spots ~5 eyes|vision|eye",
        "like ~4 under water|underwater",
        "eye|eyes ~4 cant|wont|doesnt|not|no ~2 see|seeing|work|working|focus|move",
        "through ~2 water|fog|steam|frosted|waxed|vaseline",
        "went|gone|going blind",
        "left|right half ~4 missing|gone|see|disappeared|vision",
        "sight ~4 one eye",
        "eye ~4 light|pupil ~4 gone|nothing|no",
        (
            "chunk|bit|piece|half|part|side ~4 missing|gone|vanished|smudged ~5 see|"
            "vision|sight|view|eye|eyes|look|looking"
        ),
        (
            "half|part|bit|chunk|side ~2 everything|faces|picture|view ~3 missing|"
            "gone|vanished"
        ),
        "flashes|floaters ~8 eye|vision|sight|eyes",
        "flashing lights ~2 in ~3 eye|eyes|vision|sight",
        (
            "eye|eyes|eyesight|vision|sight ~4 misty|foggy|greasy|smeary|milky|dim|"
            "dimming|dimmer|fading|faded|flickering|patchy|black|dark|shadow|dot|hole"
        ),
        "misty|foggy|milky|dim|smeary|hazy ~3 eye|eyes|vision|sight",
        (
            "sight|vision|eyesight ~3 dim|fading|going|gone|failing|deteriorating|"
            "dropped|lost"
        ),
        "dot|dots|spot|hole ~3 vision|sight|eye",
        "no vision|sight",
        "cant|couldnt see ~4 eye",
        "everything|everythings ~2 double|dark|black|grey|blurry|blurred",
        "halos|halo ~3 lights|everything|it|round|around",
        "words|letters|lines|text ~6 swimming|doubled|moving|jumping|double",
        "half ~3 vision|sight|view",
        "sparks|flashes|zigzags ~4 eye|eyes|vision",
        "cant ~3 open ~3 eye|eyes",
        "vision|sight ~4 half|doubled",
        "flashes|flashing|lightning ~8 floaters|dots|specks|shadow|black|streaks",
        "floaters|dots|specks ~8 flashes|lightning|shadow|curtain",
        "only see ~3 light|dark|shadows|half|shapes|blur",
        "dimming|dimmed|dimness|dim ~3 sight|vision|eye|eyesight",
        "sight|vision|eyesight ~4 dim|dimming|misty|smeary|hazy|grey",
        (
            "black|dark|grey|blind blob|patch|hole|spot|smudge ~6 see|vision|sight|"
            "centre|center|middle|eye|look"
        ),
        "corner|half|part|bit of ~2 sight|vision|picture ~3 missing|gone|black",
        "curtain|shutter|veil ~4 down|across|over",
        "seeing two|double",
        "halos|haloes ~8 eye|vomit+|sick|pain|throwing",
        "bottom|top|left|right|lower|upper half ~2 missing|gone|dark|black|disappeared",
        (
            "smear|smudge|blob|patch ~3 over|in ~2 middle|centre|center ~3 sight|see|"
            "vision|eye"
        ),
        "everything|its|all ~2 misty|foggy|milky|hazy",
        "sight|vision|eyesight ~1 went|goes|disappeared|vanished",
        "contact|under|behind ~2 lens ~3 sting|stinging|peel|burn|burning",
    ),
    "VISION_OTHER": (
        "double glazing",
        "blind date|faith|test|trial|spot in",
        "contact lens|lenses|glasses ~4 blurry|blurred",
        "vision of",
        "see eye to eye",
        "dark circles",
        "under ~2 eye|eyes",
        "turn ~2 blind eye",
        "cant see myself|her|him|them",
        "see the|any|a ~2 difference|results|point|slot|appointment|way",
        (
            "cant see ~2 doctor|you|price|prices|anyone|slots|appointments|dates|"
            "page|results|website|link|times|difference|point|why|how|where|any|"
            "improvement|availability|that|improvements|them|your|myself|being|me|"
            "him|her|nothing"
        ),
        "blind to",
        "colour blind",
        "dim the|your|some lights",
        "blind as a ?bat bat",
        "see|sees|saw|seeing nothing but|for|yet|until|happening|different|change|too",
        "boyfriend|husband|wife|mum|he|she|they|people|everyone sees|see nothing",
        "is it ~2 normal ~2 see nothing",
        (
            "cant|couldnt see ~4 refund|money|message|messages|email|button|link|"
            "reply|photo|photos|picture|pictures|list|map|sign|car|entrance|door|"
            "form|chat|number|name|calendar|option|video|deposit|account|transfer|"
            "code|basket|booking|bookings|confirmation|page|clinic|building|parking|"
            "menu|file|attachment|address|leaflet|treatment|reviews|change|changes|"
            "spots|scars|scar|lines|wrinkles|redness"
        ),
        "cant|couldnt see if|whether|where|when|how|why|what",
        "cant see ~2 it|that happening|working|helping|lasting|being",
        "seeing|see spots|spot ~3 skin|face|chin|cheek|cheeks|forehead",
        "see two|2 dates|options|slots|prices|appointments|emails|bookings",
        "black|dark|blank ~3 website|site|app|screen|page|phone|chat",
        "website|site|app|screen|page|phone ~4 black|dark|blank|frozen|blurry",
        "dont|doesnt|wont|cant see my ~1 face|skin|scars|spots",
        (
            "seeing|see|seen|saw double ~4 list|statement|calendar|booking|bookings|"
            "invoice|diary|bill|basket|receipt|bank|confirmation|charge|charges|order"
        ),
        (
            "blind ~1 without ~3 specs|glasses|lenses|contacts|readers|spectacles|"
            "goggles"
        ),
        "blind|blinded by ~3 choice|options|science|bling|sequins|teeth|smile",
        (
            "put|hang|hung|bought|velvet|shower ~3 curtain|"
            "curtains|"
            "shutter|shutters|veil"
        ),
        (
            "seeing|see double ~9 booking|bookings|diary|calendar|statement|invoice|"
            "list|receipt|confirmation"
        ),
        "see ~1 straight for|from|with ~1 laughing|crying|tears|laughter|steam",
        (
            "lens|lenses|glasses|specs ~1 broke|broken|lost|smashed|steamed|dirty|"
            "scratched ~6 blurry|blurred|blind|fuzzy|misty"
        ),
        "new contact lenses ~3 blurry|blurred|fuzzy",
        "without my|her|his ~1 glasses|specs|lenses|contacts",
        "eye|eyes shadow|shadows|palette|pencil|liner",
        "cant|couldnt see ~5 anywhere",
    ),
    "EYE": (
        "eye|eyes|eyeball|eyeballs|cornea",
        "eyelid|eyelids",
        "eye ball",
    ),
    "EYE_PAIN": (
        (
            "agony|severe|severely|excruciating|stabbing|unbearable|killing|terrible|"
            "awful|intense|worst|searing|agonising|horrendous|throbbing"
        ),
        "burn+",
        "burning|burns|burnt|stinging|on fire",
        "really|so|very|extremely|badly ~1 hurts|painful|hurting|pain|sore|stings",
        "hurts|painful|pain ~3 lot|badly|much|bad|light|move|open|look",
        "cant open",
        "wont open",
        "cant ~2 look at ~2 light",
        "fire",
        "cant ~2 bear|stand|take ~2 light",
        "hurts ~4 light|look|sideways|move|open|blink",
        "light ~3 hurts|agony|unbearable|painful",
        "so|really ~1 painful",
        "hot wax|wax|glass|metal|scratched|stuck",
        "streaming|tears",
        "white where",
        "bulging|popping|poked|stabbed|punctured|jelly|cloudy",
        "swollen shut",
        "lids ~4 shut|swollen|hot|bulging",
        "stinging|stings|burning ~3 cant|bad|badly|hell|so",
        "killing me",
        "knife|needle|poker|glass|dagger ~3 in|through",
        "rainbow|rainbows|halo|halos ~3 lights|lamps|light|round",
        "stuck ~1 shut ~6 burning|screaming|stinging|agony",
        "screaming",
        "10|ten ~1 out ~1 of ~1 10|ten",
        "10|ten 10|ten",
        "cant bear|stand",
    ),
    "EYE_OTHER": (
        "under|around|below|beneath|above|near|corner|outside ~2 eye|eyes",
        "eye area|cream|bags|lids|lashes|brow|brows|contour|wrinkles",
        "under my|the|her|his eye|eyes",
        "bags",
        "glaucoma",
        "shampoo|soap|sunscreen|hayfever|makeup|mascara|moisturiser|tears ~5 eye|eyes",
        (
            "eyes ~2 streaming|watering|watery|itchy ~4 hayfever|pollen|cat|cold|"
            "onion|laser|light"
        ),
        "hayfever|hay fever",
        "nothing ~1 splashed|got|went",
        "eyes ~2 normal|fine",
        "eye|eyes shadow|shadows|palette|pencil|liner",
    ),
    "SPLASH": (
        (
            "got|gone|went|splashed|splash|dripped|ran|sprayed|rubbed|squirted|"
            "leaked|fell|flicked|spilled|spilt|dropped|seeped|run|running|getting|in|"
            "into|landed|wiped|poked|put ~6 in|into|inside|to|onto ~3 eye|eyes"
        ),
        "splashed ~4 eye|eyes",
        "in|into ~2 eye|eyes",
        "on|onto|over|near|all ~3 eyeball|eye|eyes",
        "poked|jabbed|stabbed|needle|injected ~6 eye|eyeball",
        "dripped|drip|splashback|spray|spat ~5 eye|eyes|eyeball",
        "splashed|splash ~4 face|eyes",
        "out of ~3 eye|eyes",
        "got|getting ~6 eye|eyes",
        "eye|eyes ~8 sting|stinging|stings|burning|burns",
        "glue|acid|bleach|peel|solution|toner|tint|dye ~3 eye|eyes|lid|lids",
    ),
    "CHEMICAL": (
        "{chemical}",
        "hot wax",
        (
            "wax|needle|spray|drops|lash|lashes|glue|tint|oil|perfume|shampoo|soap|"
            "cleanser|sunscreen|powder|solvent|botox|toxin|lotion|nail|superglue|"
            "hair|tea|tree|lime|cement|drain|oven|paint|thinner|bonder|primer|"
            "developer|mousse"
        ),
        "retinoid|remover|mouthwash|nail|bleaching|solution|peeling|eyebrow|henna|acid",
    ),
    "EYE_LASER": (
        "laser|ipl|light|beam|pulse|zap+|zapped|flash",
        "caught|hit ~3 eye|eyes",
    ),
    "NO_GOGGLES": (
        (
            "without|no|forgot|off|werent|didnt|wasnt|slipped|fell|missing|removed|"
            "lifted|hadnt|havent|never ~5 goggles|eye|shield|shields|glasses|"
            "protection|eyewear"
        ),
        (
            "goggles|shield|shields|glasses ~3 off|slipped|fell|moved|loose|slid|"
            "came|werent|wasnt"
        ),
        "looked|stared|looking|straight ~3 into|at ~3 laser|beam|light",
        "caught|hit|zapped|flashed|in ~4 eye|eyes",
        (
            "goggle|goggles|shield|shields|eyewear|glasses|patch|pads ~4 slipped|off|"
            "moved|fell|loose|gap|came|lifted|broke|slid|gone|out"
        ),
        "no|without|forgot|didnt ~4 cover|covered|goggle|shielding|eyewear",
    ),
    # ---- filler occlusion
    "PALE_SKIN": (
        "blanch+|dusky|mottled|marbled|lacy|lacey|netlike|livedo",
        "white|grey|gray|greyish|whitish|blueish|bluish|ashen|ghostly",
        "pale|paler",
        "purple|blue|black|violet",
        "net like",
        "like a net",
        "map like",
        "cold|freezing|icy ~3 touch",
        "ice cold|icy",
        "cold|colder",
        "no colour|color|blood",
        "lost ~2 colour|color",
        "drained ~2 colour|color",
        "doesnt ~2 go pink",
        "wont ~2 pink",
        "stays white",
        "capillary",
        "discolour+|discolor+|discoloured|discolored|discolouration",
        "going dark",
        "turning dark",
        "gone dark",
        "violet|violaceous|marble|chalk|chalky|navy|indigo|plum|lilac|slate|dark",
        "spider web|webs",
        "fish net",
        "take|takes|taking ~3 pink|colour|refill|come|fill",
        "cap|capillary refill",
        "doesnt|wont|not|isnt|didnt ~2 go|turn|get|come|goin ~1 pink|back|colour|red",
        "pink ~2 up|again|agen",
        "reticular|reticulate",
        (
            "bluey|purply|purplish|greyish|blotched|whiter|bluer|greyer|blacker|"
            "bloodless|waxy"
        ),
        "white as",
        (
            "fishnet|net pattern|lace|web|webby|spiderweb|blotchy|blotches|patchy|"
            "marbling|reticulated|mesh"
        ),
        "colour|color ~4 come|coming|return|returned|returning back",
        "colour|color ~3 gone|drained|left|lost|back|returning",
        "blue|bluish|purple ~3 net|web|lace|lines|marbling",
        "netting|lattice|honeycomb",
        "dark grey|patch",
        "loss of|no blood|colour|circulation",
        (
            "turning|turned|going|gone|goes|went|looks ~1 black|white|purple|grey|"
            "blue|blotchy"
        ),
        "press ~4 nothing|white|slow|stays",
        "white and ~1 sore|cold|numb|painful",
        "blue ish|lacy",
        "like ~2 wax",
        "waxy",
        (
            "spiderweb|cobweb|webbing|lacework|tree|branch|branches|branching|zigzag|"
            "stripe|lightning|veiny"
        ),
        "purple|blue|grey|white|dark ~1 streak|streaks|stripe|line|lines|track",
        (
            "colour|color hasnt|isnt|wont|not|doesnt|havent ~1 come|back|returned|"
            "return|coming"
        ),
        "corned beef",
        "marbling|marbled|marble",
    ),
    "FACE_SITE": (
        "{skin}",
        "lip|lips|nose|cheek|cheeks|forehead|chin|tip|nasolabial|glabella|nostril",
        "smile|laugh|frown line|lines",
        (
            "philtrum|cupid|cupids|bow|gum|gums|palate|roof of ~2 mouth|temple|tear|"
            "eye|under eye|nose fold|folds|above|beside|below"
        ),
    ),
    "FILLER_CONTEXT": (
        "{filler}",
        (
            "lip|lips|cheek|cheeks|nose|chin|jaw|tear ~2 injection|injections|"
            "injected|done|plumped|augmentation|job"
        ),
        "injected|injector|injectable|injectables|plumped",
        "non surgical nose",
        "liquid nose|rhinoplasty",
        "lips done",
        "got|had ~3 lips|cheeks|nose ~1 done",
        "ml|mls",
        "cannula",
        "lip injections|job|flip",
        (
            "filled|fill|fills|botched|hyalase|hyaluronidase|dissolve|dissolver|"
            "dissolved|syringe|syringes"
        ),
        "lips|lip ~2 done|plump|plumping|pen",
        "hyaluron pen",
        (
            "cheek|cheeks|chin|jaw|jawline|nose|lips|temples|tear|smile ~4 done|"
            "filled|injected|augmented"
        ),
        "marionette|nasolabial|tear trough|jawline|lip flip",
        "liquid nose|job",
        (
            "injection|injections|injecting|inject|injects|injector|injecshun|"
            "injecshon|jab|jabs"
        ),
    ),
    "PAIN_BAD": (
        "agony",
        "more and more pain|painful|sore",
        "worse and worse",
        "killing me",
        "pain ~2 ramping|ramped|building|climbing|rising|growing|off|10|ten|scale",
        "its|is agony",
        "hurts|hurting like hell|mad|crazy|more|worse|bad",
        "something awful|terrible",
        "out of 10|ten",
        "throbs|throbbing",
        (
            "pain|painful|hurts|hurting|throbbing|agony|ache|aching|burning ~4 worse|"
            "worsening|unbearable|severe|increasing|excruciating|intense|terrible|"
            "killing|agony|awful|shooting|horrendous|extreme"
        ),
        "really|so|very|extremely|too ~1 painful",
        "hurts|hurting ~2 so|too|really ~1 much|bad|badly",
        "wont|not ~2 ease|easing",
        (
            "severe|unbearable|excruciating|worsening|intense|terrible|awful|"
            "horrible|agonising|increasing|extreme|insane ~2 pain"
        ),
        "pain ~3 behind|in|round|around ~2 eye|eyes|temple|ear",
        "throbbing",
        "really sore",
        "more|worse each|every|by ~1 hour|minute|the",
    ),
    "OCCLUSION_NAME": (
        "vascular occlusion",
        "occlusion",
        "blocked artery|vessel|blood vessel",
        "necrosis",
        "skin ~2 dying|dead|died",
        "tissue ~2 dying|death",
        "blocked ~2 artery|vessel",
        "artery ~2 blocked",
        "into|hit|blocked|blocking|inside ~2 artery|vessel|vein|vessels|circulation",
        "filler ~4 vessel|artery",
        "going|gone|turning|is necrotic",
        "necrotic",
        "lip|nose|skin ~3 dying",
        "tip of ~2 nose ~3 black|white|grey|dead|dark|purple",
        (
            "nose|lip|nostril|chin|cheek ~3 going|gone|turning|turned|goes|turns|"
            "went ~2 black|grey|dusky|dead|lilac"
        ),
        "no blood ~4 come|comes|return|returns|back|flow",
        "press+ ~6 still|stays|stayed white|pale|grey",
        "doesnt|wont|not|isnt|didnt ~2 pink up|back",
        "cannula ~8 white|whitening|blanching|cold|pale",
        "white line ~5 lip|nose|cheek",
        "skin ~2 looks|look dead ~8 filler|injection",
        "filler ~12 cold|ice|freezing ~10 white|grey|purple|mottled|pain|hurts|pale",
        "filler ~5 like ice|icy|stone|freezing",
        "filler|trough ~8 blue|bluish|bluey|grey|dusky ~4 cold|hurt|hurts|pain",
        "blue|bluish|bluey|grey|dusky ~6 cold ~8 filler|trough|lip",
        "dark|black|purple ~1 skin|patch|spots ~3 nose|lip|chin|cheek ~6 filler",
        "pale|white ~2 paper|chalk|wax|snow ~3 dark|dusky|blue|purple|black|cold",
    ),
    "BRUISE": (
        "bruis+",
        "bruise+",
        "bruised|bruising|bruises|bruise",
        "black and blue",
        "mild|slight|slightly|little",
    ),
    "PALE_OTHER": (
        (
            "white ~1 spots|spot|heads|head|bumps|bump|lumps|wine|teeth|scars|scar|"
            "lines|line|stuff|cast|hairs|hair"
        ),
        "ice pack|packs",
        "cold sore|sores|compress|pack|packs|weather|water|roller|cream",
        "black friday|heads|skin|women|men|woman|man|people|patients",
        "blackheads",
        "a cold",
        "pale|dark|fair|white|black skin ~2 type|tone|types|tones",
        "dark circles",
        "white ~3 heads|powder|cream|dress|coat|wall|room|t|shirt|towels",
        (
            "purple|blue|grey|white|black|dark|violet ~2 hair|car|bag|gown|cap|light|"
            "led|shampoo|logo|room|door|lipstick|pen|dot|dots|uniform"
        ),
        (
            "dark ~2 spot|spots|mark|marks|skin|circles|scars|patches|pigmentation|"
            "shadow|shadows|lip|lips|hair"
        ),
        "cold water|drink|weather|air|roller|drinks|today|outside",
        "straight|right|quickly|soon back ~2 pink|normal",
        "back ~2 pink ~3 straight|right|quickly|normal|fine",
        "dusky rose|pink|blush|nude",
        "cold spoons|spoon|compress|pack|packs|flannel|water|gel|press",
        "something|anything ~1 cold|cool",
        "cold ~4 help|soothe",
    ),
    # ---- overdose, poison, numbing cream
    "TOOK": (
        (
            "took|taken|take|taking|swallow+|ate|eaten|drank|drunk|drink|drinking|"
            "had|necked|downed|popped|ingest+|consumed|neck|swallowed|swallowing|"
            "chugged|given|gave"
        ),
        (
            "popped|popping|necked|used|stuck|applied|swig|swigged|scoffed|munched|"
            "guzzled|sank|slapped|injected|taking|went through|got through|drinking|"
            "done|did|ate"
        ),
    ),
    "TOO_MANY": (
        "too many",
        "too much",
        "way more",
        (
            "whole|entire|full ~1 box|bottle|packet|pack|strip|blister|tube|lot|"
            "bottles|jar"
        ),
        "handful|handfuls|fistful|bunch|load|loads|lots of|all",
        "{many} of them|these|those|my",
        "all ~3 {drug}",
        "double|triple|twice|three times|extra ~4 dose|doses|amount|{drug}",
        "everything in",
        "{drug} ~5 all ~2 at once",
        "packets|boxes|bottles|bottle of|packet of|box of|strips",
        (
            "whole|entire|full|all ~2 week|weeks|month|months|day|days|dosette|"
            "blister|sheet"
        ),
        "in one go",
        "twice",
        "double|extra|two more|three more|4 more|second ~2 {drug}|dose|on",
        "by mistake|accident",
        "whole|entire|full|all ~1 tube|bottle|jar|pot|tub",
        "full|half|most|rest ~3 bottle|box|packet|pack|tub|tube",
        "lot|load|loads ~2 {drug}",
        "too ~1 much",
        "{many} ~2 since|today|tonight|now|over|in",
        "everything ~3 cupboard|cabinet|bag|drawer|house",
        "like|about|maybe|around|nearly|over|least|another|approx ~1 {many}",
        "{many} {drug}",
        "{many} ?of ?the ?my ?these ?his ?her ?strong {drug}",
        "{many} ~2 of them|these|those|it",
        "like|about|maybe|around|nearly|over|at least|another|approx {many}",
        "packet|box|bottle|pack|strip|sheet|tub|load|tray of",
        "mixed ~2 up",
        "wrong dose|tablets|pills|amount|medicine",
        "the lot",
        "twice|double ~4 drowsy|sleepy|accident|mistake|weird",
        "{many}|5|6|7 {drug}|cocodamol|nurofen",
        "whole lot",
        "half|quarter|whole|third ~2 bottle|box|packet ~4 {drug}|vodka|whisky|gin|rum",
        "all my|his|her|the|of",
        "{many} ~3 at once",
        "alcohol|vodka|whisky|gin|wine ~4 pills|tablets|sleeping|{drug}",
        "twice ~2 morning|today|tonight|now|by",
        "in one go",
        "all at once",
        "week|weeks|month|days|day|months tablets|pills|worth|supply",
        "wrong amount|dose",
        "the lot|lots",
        "double|doubled ~6 doubled|again|more",
        "dont know|lost|losing ~1 how many|count",
        "another ~2 layer|layers",
        "half|most|some ~2 gone|missing",
    ),
    "DRUG": (
        "{drug}",
        "dose|doses|box|bottle|packet|strip|packs|lot|them",
        "emojipill",
        (
            "patch|patches|percocet|vicodin|oxy|benadryl|melatonin|lorazepam|ambien|"
            "weed|edible|edibles|gummies|ketamine|cocaine|mdma|lithium|digoxin|"
            "metformin|metoprolol|amlodipine|statins|thyroxine|vitamin|vitamins|"
            "potassium|painkiller|sleepers|blood ~1 pressure|dosette"
        ),
        (
            "cocodamol|co codamol|tramadol|panadol|anadin|lemsip|syndol|solpadeine|"
            "antidepressant|sedative|sedatives|insulin"
        ),
        "medicine|meds|medication|tabs|pills|tablets",
    ),
    "OVERDOSE_NAME": (
        (
            "i|have|has|she|he|think|thinks|just|ive|to|by|might|must|son|daughter|"
            "mum|husband|partner|friend|wife|accidentally|accidental|an|possible ~3 "
            "overdosed|overdose|overdosing"
        ),
        "overdosed|overdosing",
        "paracetamol overdose",
        "poisoned|poisoning",
        "botulism",
        "{someone} ~3 overdosed|overdose|overdosing",
        "overdose|overdosed ~4 on|by|accident|mistake",
        "swallowed|taken|took ~3 poison",
        "insulin ~8 instead|double|wrong|extra",
        (
            "took|taken|on ecstasy|ecstacy|mdma|molly|speed|ketamine|spice|ghb|lsd|"
            "acid ~8 sick|hot|jaw|fitting|heart|collapsed|breathing|sense"
        ),
        "patches ~6 on|stuck ~8 sleepy|drowsy|slow|breathing",
        "i took|swallowed|ate everything",
        "took|swallowed|ate|taken ~1 all of them",
        "took|swallowed|ate|taken them all",
        "i took the lot",
        "carbon monoxide ~3 alarm|poisoning",
        "spiked ~2 my drink|drinks",
        "drink ~2 spiked",
        "days|weeks|week|months|month ~5 in one go",
        "days|weeks|week|months|month ~5 all at once",
        "went through|had|taken|took ~3 whole ~1 blister ~1 pack|packet|strip",
    ),
    "OVERDOSE_OTHER": (
        (
            "overdose+ on ~3 chocolate|coffee|sun|vitamin|makeup|skincare|cuteness|"
            "cake|sugar"
        ),
        "overdosed|overdose on ~3 skincare|coffee|chocolate|products|caffeine",
        "food|blood|alcohol poisoning last",
        "as directed|prescribed",
        "twice a|daily",
        "wine|beer|prosecco|gin last|before|after|with|yesterday",
        "serum|wipes|cream|moisturiser",
        "podcast|queen|king|lead|history|tudor|victorian|arsenic",
        "food poisoning",
        "for the|this month|week|day",
        "before|last ~2 treatment|session|appointment",
        "all my ~2 as|antihistamines ~2 for",
        "spots|acne|dates|photos|appointments|years",
        "overdose|overdosed|overdosing|overdoes ?would on ~2 {treat}",
        (
            "overdose|overdosed|overdosing on ~2 love|strictly|corrie|eastenders|"
            "traitors|bridgerton|sun|gym|news|pasta|bread|fruit"
        ),
        ("take|took|taking everything off|home|seriously|personally"),
        (
            "box|tin|bag|tub|packet|bar|tube|lot of ~1 chocolates|chocolate|biscuits|"
            "sweets|celebrations|roses|heroes|haribo|crisps|doughnuts|pringles|mints|"
            "grapes|strawberries|cakes|macarons"
        ),
        (
            "whole|entire|full ~1 bottle|bottles|jug|pot of ~2 water|squash|juice|"
            "cordial|lemonade|smoothie|kombucha"
        ),
    ),
    "SWALLOWED": (
        (
            "swallow+|drank|drunk|ate|eaten|ingest+|licked|drinking|downed|swallowed|"
            "sipped|gulped|necked|eating|swallowing"
        ),
        "got|getting|put|squeezed|went|has ~5 in|into ~2 mouth",
        "mouth|mouthful ~2 of",
        "got into|hold",
        (
            "ate|eats|chewing|chewed|sucked|sucking|licking|lick|swig|swigged|"
            "swigging|necked|gulp|tasted|mouthful"
        ),
        "squeezed|spat|sprayed ~3 mouth",
        "drink+",
        "swalowed|bit into",
        "got|getting|gotten into",
        "with ~5 in|inside ~2 mouth",
        "breathed ~1 in",
        "inhaled",
        "in her|his|their|its mouth",
        "round|around|all over her|his mouth",
        "bit into|the|a",
        "bitten|sucked|licked into|on|a|the",
        "had some|a of|lick|swig|mouthful",
    ),
    "POISON": (
        (
            "bleach|cleaner|acid|peel|domestos|dettol|detergent|disinfectant|"
            "chemical|chemicals|alcohol|sanitiser|sanitizer|antifreeze|remover|"
            "acetone|peroxide|phenol|tca|chlorhexidine|retinol|battery|batteries|"
            "antiseptic|poison|ammonia|capsule|pod|mushrooms|berries|turpentine|"
            "petrol|glue|lidocaine|emla|numbing|cream|ointment|tretinoin|magnet|"
            "magnets|weedkiller|serum|toner|solution"
        ),
        "{drug}",
        "rat poison",
        "perfume|aftershave|patch|cleaning",
        (
            "wipes|pods|capsules|vape|vapes|nicotine|e ~1 liquid|liquid|slime|bulb|"
            "plant|plants|berry|needle|razor|beads|silica|aftershave|polish|"
            "mouthwash|oil|oils|lotion|spirit|patches|pain|iron|contraceptive|hrt|"
            "edibles|gummies|gummy|calpol|vitamins"
        ),
    ),
    "POISON_STRONG": (
        (
            "bleach|domestos|dettol|detergent|antifreeze|acetone|peroxide|phenol|tca|"
            "chlorhexidine|battery|batteries|ammonia|turpentine|petrol|weedkiller|"
            "disinfectant|poison|cleaner"
        ),
        "peel|acid",
        (
            "chemical|chemicals|numbing|cream|ointment|sanitiser|sanitizer|remover|"
            "glue|solution|toner|serum|lidocaine|emla"
        ),
        (
            "mouthwash|glycolic|salicylic|retinol|nail|varnish|lacquer|bleach|fumes|"
            "alcohol|sanitiser|antiseptic|tint|dye|perfume|aftershave|oil|oils|"
            "acetone|toner|serum|exfoliant|lash|eyelash"
        ),
        "detergent|laundry|dishwasher ~1 pod|pods|tablet|tablets|liquid",
        "vape|vaping|nicotine ~1 liquid|juice",
        "button|button cell battery|batteries",
        (
            "battery|batteries|magnet|magnets|antifreeze|weedkiller|nail ?varnish "
            "?polish remover"
        ),
        "magic|wild mushrooms|mushroom",
        "weed killer",
    ),
    "CHILD": (
        "month old",
        "months old",
        "little|wee ~1 boy|girl|lad|one|man",
        "toddlers|kids|babies|kiddo|bubba|infant|newborn|grandchild|granddad",
        (
            "baby|toddler|child|kid|son|daughter|grandson|granddaughter|niece|nephew|"
            "grandchild|twin|twins|boy|girl"
        ),
        "little one",
        "year old",
        "{number} yo",
        "{number} year old",
        "my|our ~1 little ?one|baby|boy|girl",
    ),
    "NUMBING": (
        "numbing",
        "numb cream",
        (
            "emla|lidocaine|anaesthetic|anesthetic|lignocaine|ametop|lmx|lmx4|"
            "benzocaine|tetracaine|prilocaine|novocaine"
        ),
        "local",
        "numbing|numb|anaesthetic ~1 cream|gel|spray|lotion|stuff",
        "cream",
        "numbed",
        "emla|lmx|lidocaine|ametop",
        "numbin ~1 cream",
        "60g|30g|tube ~3 cream|emla|gel|on",
    ),
    "TOXIC_SIGNS": (
        "dizzy|dizziness|woozy|lightheaded|faint|fainted|spinning",
        "light headed",
        "ring+ ~3 ears|ear",
        "ears ~3 ringing|buzzing|ring|rushing",
        "tinnitus",
        "metal|metallic|tinny|coins ~3 taste|mouth",
        "tastes|taste|tasting ~4 metal|metallic|coins|pennies",
        "twitch+|twitching|twitchy|jerking",
        "fitting|seizure|convuls+|tremor|tremors|shaking",
        "drowsy|confused|slurred|slurring|disorientated|spaced",
        "blurry|blurred|double vision",
        "heart ~3 racing|slow|funny|pounding|fluttering",
        "weird|funny taste",
        "jittery",
        "passing out|passed out",
        "palpitations",
        "short of breath",
        "blue|grey lips",
        "collapsed",
        (
            "breathing|breath ~2 hard|funny|fast|slow|difficult|tight|bad|weird|"
            "harder|short|off|shallow"
        ),
        "cant|hard|trouble|struggling|difficulty|short ~2 breathe|breathing|breath",
        "speech|speak",
        "spaced out",
        "head ~2 swimming|spinning|fuzzy|swimmy|funny|floating|buzzing",
        "tremble+|trembling|shake|shakes|shaky|shivery",
        "cant stop ~1 trembling|shaking|twitching",
        "grey|gray|blue|floppy|limp|pale",
        "moving little|less|not|slow",
        "room ~2 spinning",
        "cant ~2 stand|walk|see|breathe|speak|think",
        "out of it",
        "buzzing",
        "taste|tastes ~3 funny|weird|strange|pennies|coins|metal|batteries",
        "fizzing|fizzy ~3 lips|tongue|mouth",
        "whooshing|roaring",
        "chest ~3 tight|pain|hurts|heavy",
        (
            "sleepy|dozy|zonked|nodding|unresponsive|drooling|slow|wobbly|jelly|"
            "vomit+|vomiting|puking"
        ),
        (
            "heart ~4 weird|mad|odd|strange|crazy|slow|fast|skipping|irregular|"
            "thumping|jumping|funny"
        ),
        "feel|feeling|feels ~2 drunk|stoned|high|spaced|wasted|floaty|spacey|trippy",
        "ears ~3 buzzing|ringing|humming|rushing",
        "buzzing ~3 ears",
        "humming ~3 ears",
        "confused|slurring|talking rubbish",
        "mouth|lips|tongue|face ~3 tingl+|tingling|tingly|buzzing|fizzing",
        "tingling|tingly ~4 mouth|lips|tongue|around",
        "vision|eyes|sight ~2 blurry|blurred|double|funny|weird",
        "pounding|racing",
        "mouth tastes|taste",
    ),
    # ---- burn
    "BURN": (
        (
            "burn|burns|burnt|burned|scald+|scalded|fried|seared|scorched|blistered|"
            "burning"
        ),
        "third|3rd|second|2nd|full degree|thickness",
        "burn+ ~2 skin|face|hand|arm|leg",
        "melted|melting",
        (
            "cooked|charred|blackened|scalding|sizzled|sizzling|singed|burnin|"
            "branded|blisters|blister|burns"
        ),
        (
            "hot ~1 wax|water|oil|tea|coffee|steam|drink|soup|fat|pan|milk|tar|glue|"
            "stone|stones"
        ),
        "burn",
        "caught ~3 fire",
        "in ~1 flames",
        (
            "kettle|saucepan|pan|urn|teapot|coffee|tea|soup|oil|fat|fryer|bbq|"
            "barbecue|iron|hob|stove|firework|flames ~6 over|down|onto|on|into|fell|"
            "up ~3 face|tummy|chest|arm|arms|leg|legs|hand|hands|him|her|me|baby"
        ),
        "pulled ~1 kettle|pan|cup|mug|teapot|tea|coffee ~2 over|down",
        "fell ~2 on|onto|into ~1 bbq|barbecue|fire|stove|grill|fryer|coals",
        "heat|heated|hot ~1 pad|bottle|pack|straighteners|tongs ~3 stuck|left|asleep",
        (
            "laser|ipl|sunbed|peel|machine ~3 burnt|burned|left ~3 me|strip|stripe|"
            "line|patch"
        ),
        "oven cleaner ~4 on|up|over|down|sprayed",
        (
            "hands|hand|arm|arms|leg|legs|foot|face ~3 in|into ~3 fryer|fire|fat|"
            "boiling|coals|fryers"
        ),
        "firework|lighter|pot|gas ~4 went off|up|exploded ~3 face|hand",
        "kettle|saucepan|urn|teapot|fryer|pan|coffee ~2 over|down|onto",
    ),
    "BURN_BAD": (
        (
            "deep|white|charred|black|blackened|leathery|waxy|raw|huge|massive|"
            "severe|severely|badly|horrific|serious|open"
        ),
        "third|3rd|full degree|thickness",
        "second degree",
        "size of|bigger than ~3 hand|palm|head|plate",
        "whole|entire|half ~3 face|arm|leg|hand|back|chest|body|cheek|neck|side",
        "all over ~2 face|body|chest|arm|neck|back|legs|hands",
        "skin ~3 off|away|gone|hanging|melting|melted|peeling|charred|white",
        "peel+ off|away ~4 sheets",
        "down to ~3 bone|fat|flesh|muscle|tissue|the",
        "cant feel",
        "no feeling|pain in",
        "numb",
        "tissue|flesh|muscle|bone|fat",
        "blister+ ~4 all|huge|face|everywhere|whole|giant|massive|big",
        "both hands",
        "genitals|eyelids|airway",
        "weeping",
        "hole",
        "black and",
        "dripping",
        "like ~3 paper|leather|meat|jelly|plastic|wax|glass|parchment",
        "raw meat",
        (
            "skin ~6 come|came|comes|coming|slid|slipped|peeled|lifted|stuck|"
            "sloughed|sloughing|paper"
        ),
        "top layer",
        "golf ball|balls",
        "one big blister",
        "all the way round|around",
        "both ~1 legs|shins|arms|feet|thighs|cheeks",
        "size of ~3 hand|plate|fist|palm|orange|book|phone|saucer",
        "dont|doesnt|not|no|cant|didnt ~2 hurt|feel|feeling|painful|pain",
        "baby|toddler|child|newborn|groin|lap|genitals|throat|eyelid|eyelids",
        "going numb",
        "melted into",
        "balloon|balloons|bubbles ~3 big|huge|skin|hand",
        "brown leathery|patch",
        "front and back",
        "third|half|quarter of ~2 body|back|leg|face",
        "through ~2 skin|clothes",
        (
            "boiling|fire|flames|flame|petrol|oil|kettle|explosion|fryer|steam|bbq|"
            "barbecue"
        ),
        "chip pan",
        "stuck to",
        "electric|electrical|electricity|electrocuted|socket|mains",
        "bleach|alkali|chemical|acid|caustic|lye|phenol|tca",
        "bubbling|bubbled",
        "white ~2 bit|bone",
        "doesnt ~2 even ~1 hurt",
        "edges ~2 black|white|charred",
        "eaten into",
        "black edges",
        "skin is white|black|grey|leathery",
        "cant ~2 feel",
        "left ~2 hole",
        "deep",
        "all|right|way round|around ~2 finger|arm|leg|wrist|hand",
        "looks|look|like wax",
        "size of ~3 hand|hands|palm|plate",
        "two|2 hands ~3 big|size",
        "cant feel",
        "down to ~2 bone|fat",
        "hanging off|loose",
        "skin|layer|it ~3 hanging|slid|slipped|sliding ~2 off",
        "top layer ~3 off|away|came",
        "like ~2 glove|steak|corned|raw",
        "crater|pit|hole|hollow",
        "soapy|slimy|leather|leathery|grey|gray|crusted",
        "left on ~1 overnight",
        "tummy|belly|arms|thighs",
        "both legs|arms|hands",
        "big|huge|massive blister|blisters",
        "big|huge|massive blister|blisters",
        "blister|blisters ~2 big|huge|massive|everywhere",
        "weeping|raw ~3 black|wet|hanging",
        "nose|mouth|lips burnt|burned",
        "burnt|burned ~2 nose|mouth|lips|eyes",
    ),
    "BURN_FACE": ("face|eye|eyes|mouth|eyelid|eyelids|lips|throat",),
    "BURN_HARD": (
        "burnt|burned|scald+|scalded|scorched|fried|melted|burn|burns",
        "caught fire",
    ),
    "BURN_OTHER": (
        "burn ~2 hole",
        "slow burn",
        "money to burn",
        "burning desire|questions|issue|passion|the midnight",
        "mild|slight|slightly|minor|tiny|small|little",
        "burn scar|scars|marks|mark",
        "old burn|burns",
        "burning|burns when|feeling|sensation",
        "scar|scars|scarring ~4 burn|burns",
        "sun burn|burnt|burns",
        "toast|dinner",
        "burn bridges",
        "friction burn",
        "sunburn+|sunburnt|sunburned|heartburn|burnout",
        "burn out",
        "burned|burnt out",
        "razor burn",
        "burning question|calories",
        "burn fat|calories",
        "fat burner",
        "does|will|would ~4 burn",
        "casualty|soap|episode|novel|film",
        "allowed|drink|drinking|sip|avoid ~2 hot ~1 drink|drinks|tea|coffee|soup|food",
        "charred|burnt|burned|scorched ~1 toast|sausages|marshmallow|crumpet|pizza",
        "carpet|mat|rug|ingrown|chinese burn|burns",
    ),
    "ELECTRIC": (
        "electrocut+",
        "electrocute+|electrocuted",
        "electric shock ~4 and|now|off|from|burn",
        "struck by lightning",
        "inhaled ~2 smoke|fumes",
        "smoke inhalation",
        "breathed ~3 smoke|fumes",
        (
            "bang|shock|zap|zapped|spark|flash|electric|electrocuted ~12 mark|burn|"
            "heart|fluttery|hand|black|passed|numb|tingling|chest|hole|charred"
        ),
        "shock|zap off|from ~3 machine|device|plug|socket|wand|lead|mains|wire|light",
        "in the bath ~5 bang|shock|zap",
        "third degree",
        "frostbit+|frostbite|frostbitten ~8 black|white|numb|hard|blisters",
        "eyebrows|eyelashes|lashes|hair ~3 gone|singed ~8 raw|hoarse|burnt|face|soot",
        "caught|catch on ?fire fire",
        "hair|shirt|dress|sleeve|top caught fire",
        "coughing ~2 soot",
        (
            "touched|grabbed|hit|caught ~2 overhead|live|bare|power|exposed ~1 cable|"
            "wire|line|wires|rail|pylon"
        ),
        (
            "got|was|been thrown|threw|knocked ~1 back|across ~6 shock|wire|socket|"
            "palm|electric"
        ),
        (
            "shocked by|from ~2 hairdryer|socket|plug|machine|wire|kettle|toaster|"
            "cable|lamp|switch|device"
        ),
    ),
    # ---- toxin spread
    "TOXIN": (
        "{toxin}",
        "anti wrinkle",
        "wrinkle injections|relaxing|jabs",
        "jaw slimming",
        "masseter",
        "frown line|lines",
        (
            "botoks|botulin|bottox|botex|botox'd|tox|botoxed|botx|botix|dysports|"
            "nabota|daxxify|myobloc"
        ),
        (
            "sweat|sweating|hyperhidrosis|armpit|armpits|underarm|migraine|masseter|"
            "jaw|neck|frown|forehead|platysma|nefertiti|bruxism|calf ~2 injection|"
            "injections|jab|jabs|done|needles"
        ),
        "muscle relaxing|relaxant ~1 injections|injection|jabs",
        "sweating injections",
        "armpits ~2 done",
        "botox|tox|toxin ~2 top up|topup",
        "cheap|fake|dodgy|bootleg ~1 botox",
        "botulism",
    ),
    "WEAK_ALL": (
        (
            "weak|weakness|weaker|floppy|limp|heavy ~4 all over|everywhere|body|"
            "muscles|neck|arms|legs|whole"
        ),
        (
            "whole body|body|muscles|neck|arms|legs|limbs ~4 weak|weaker|weakness|"
            "floppy|jelly|limp|heavy|wont"
        ),
        (
            "cant|hard|struggling|couldnt|difficult ~3 hold|holding|lift|keep|"
            "keeping|lifting ~2 head|neck"
        ),
        "cant|struggling ~3 stand|walk|climb|lift|get",
        "generally|general|really|so|very|extremely|muscle weak|weakness",
        "head ~3 heavy|dropping|flopping|drop",
        "weak all over",
        "no strength",
        "losing strength",
        "both eyelids|eyes ~3 drooping|droopy|shut|droop|closing",
        "lost ~3 bladder",
        "weakness|weak ~4 gone|spread|spreading ~2 everywhere|all|down|legs|arms",
    ),
    "TOXIN_SPREAD": (
        "swallow+|swallowing|swallow",
        (
            "voice ~3 gone|hoarse|croaky|weak|nasal|weird|changed|funny|different|"
            "quiet|husky|raspy|going"
        ),
        "hoarse|nasal|croaky",
        "chok+|choke+|choking",
        "slur+|slurred|slurring",
        "speech|speak|talk|speaking|talking",
        "double vision",
        "seeing double",
        "see double",
        "breathe|breathing|breath|breathless",
        "drool+|dribbl+|dribbling|drooling",
        "bladder",
        "neck|head ~2 like ~2 ragdoll|rag|doll|bobble|newborn",
    ),
    "SPREAD_BAD": (
        "{inability}",
        (
            "weird|funny|strange|worse|difficult|slurred|double|hoarse|nasal|croaky|"
            "weak|gone|short|choking|chok+|drooling|dribbling|slurring|problem|"
            "problems|thick|wrong|slow|breathless|hurts"
        ),
    ),
    # ---- drug reaction
    "RASH": (
        "rash|rashes|spots|blotches|purple|bruises|pinpricks|dots|marks",
        "petechiae|purpura",
        (
            "purple|red|blood|black|bruise|bruises|pin|dark ~1 spots|dots|points|"
            "marks|spot|patches|pricks|blotches"
        ),
        "points|specks|freckles|pinprick|pinpricks|petechia|speckles|bruising|blotch",
        "blood spots",
        "petechial",
    ),
    "NOT_FADING": (
        (
            "doesnt|wont|dont|not|isnt|didnt|never|arent ~4 fade|fading|disappear|"
            "disappearing|blanch|blanching|vanish|go ~6 glass|pressed|press|pushed|"
            "push|tumbler|pressure|when|under|when|with"
        ),
        "glass ~2 test",
        "stay|stays|still ~6 glass|press|pressed|push",
        "nonblanching",
        (
            "dont|doesnt|wont|not|isnt|didnt ~4 go|goes|goin|disappear|fade|vanish|"
            "lighten|change ~5 stretch|press|glass|push|skin|when|under|cup|tumbler|"
            "squash"
        ),
        "no|not disappear|fade|vanish|blanch",
        "under ~2 skin",
        "glass|tumbler",
        "stay|stays|stayed|remain|remains|still ~6 glass|press|pressed|push",
        "glass against|on|over",
        "glass test",
        (
            "doesnt|wont|dont|not|isnt|didnt|non blanch|blanching|fade|fading|"
            "disappear|vanish"
        ),
    ),
    "PEELING_BAD": (
        "skin ~5 peel+ ~4 sheets|sheet|chunks|everywhere|body|strips",
        (
            "skin|face ~4 coming|falling|sliding|sloughing|slipping|lifting|peeling "
            "~3 off|away ?in ?sheets"
        ),
        (
            "blister+|blistering ~4 all over|everywhere|body|whole|mouth|chest|back|"
            "lips|eyes|spreading"
        ),
        "body|everywhere|chest|back|mouth|lips ~4 blister+|blistering|blistered",
        "peel+ ~3 all over|everywhere|body",
        "rash ~5 blister+|blistering|blisters|peel+|peeling",
        "covered in blisters",
        "widespread ~3 blister+|rash|peeling",
        "rash ~4 all over|everywhere|body|spreading|whole|widespread",
        "target ~2 rash|spots|lesions|marks",
        "body ~4 peeling|peel+|rash",
        "skin ~3 peel+ off",
        "skin ~4 burn|burns|burnt|burned|sunburnt|scalded|raw|sore|hurts|fire",
        "red ~2 head to toe",
        "head to toe",
        (
            "blister+|blisters|blistrs|sores|ulcers|raw ~3 mouth|throat|lips|down|"
            "eyes|genitals|tongue"
        ),
        "mouth ~4 blister+|blisters|sores|ulcers|raw|blood|full",
        "rash ~5 all over|everywhere|body|spread|since|from|painful|sore|burning",
        "target ~2 rings|lesions|spots",
        "skin ~3 slipping|rubs|rubbing|wiping|wipes|slides|sliding",
        "rash ~5 in|into|inside ~2 mouth|eyes",
        "skin ~4 peel|peels|peeling|coming|come ~4 touched|touch|shower|rub|sheets|off",
        "painful|sore|burning red skin",
        "red skin ~4 all over|everywhere|body",
        "skin ~7 slides|slide|sliding|rubs|rub|slips|lifting",
        "sheets|strips|bubbles|layers of ~1 skin",
        "skin ~4 coming|comes|came off|away",
        (
            "top|layer|skin ~3 slides|slide|rubs|wipes|comes|coming|slipping ~1 off|"
            "away ~4 rub|rubbed|touch|wipe|wash|paper|tissue|sheets"
        ),
        "skin ~3 wet tissue|tissue paper",
        "every inch ~3 red|peeling|shedding|sore|raw",
        "skin ~4 shedding|sloughing",
    ),
    "DRUG_SIGNS": (
        "fever|feverish|feverdegrees|temperature|chills|shivering|shivery",
        (
            "mouth|lips|tongue ~4 sore|sores|ulcers|raw|blister+|blisters|blistered|"
            "peeling|ulcerated|bleeding|crusty|crusted"
        ),
        "sore|sores|ulcers|blisters|raw ~4 mouth|lips|eyes|tongue|throat|gums",
        "eyes ~3 sore|red|gritty|burning|sticky",
        "flu",
        "genitals|privates",
        (
            "antibiotic|antibiotics|tablet|tablets|lamotrigine|medicine|medication|"
            "carbamazepine|allopurinol|penicillin|ibuprofen|doxycycline|minocycline|"
            "sulfa|trimethoprim|amoxicillin|pills|bactrim|septrin"
        ),
        "ill|unwell|poorly",
        (
            "mouth|lips|throat|eyes|gums|tongue ~4 blood|bleeding|red|gritty|sting|"
            "stings|stinging|sore|raw|streaming|crusted|sores|blisters"
        ),
        "stings|burns|hurts to wee|pee",
        "glands",
        "down below",
        "face ~3 swollen|swelled|puffy|swelling",
        "yellow eyes|skin",
        "cola|dark ~3 urine|wee|pee",
        "wee ~4 cola|dark|brown|sting|stings|burns",
        "temp",
        (
            "drug|tablets|capsules|steroid|steroids|ibuprofen|gout|epilepsy|"
            "isotretinoin|fungus|thrush|statin|antifungal|terbinafine|lymecycline"
        ),
        "feel ~2 rough|awful|dreadful|ill|terrible",
        "mouth ~3 skin|eyes",
        "skin peelin|peeling",
        "painful|burning ~1 rash",
        (
            "started|starting|start ~2 new|antibiotic|tablets|pills|medicine|"
            "lamotrigine|capsules"
        ),
        "pills|capsules",
        "ill|poorly|unwell",
        (
            "allopurinol|lamotrigine|lamictal|carbamazepine|tegretol|phenytoin|"
            "sulfa|nevirapine|minocycline|septrin|epilepsy|gout"
        ),
    ),
    "SJS_NAME": (
        "stevens johnson",
        "sjs",
        "toxic epidermal",
        "ten syndrome",
        "dress syndrome",
        "meningitis|meningococcal",
    ),
    "STIFF_NECK": (
        "stiff|rigid|sore|locked ~2 neck",
        "neck ~3 stiff|rigid|bend|locked",
        "cant ~4 chin ~3 chest",
        "cant ~2 bend|move ~2 neck",
        "stiff neck",
        "cant ~3 put|touch|get|move ~2 chin",
        "neck ~2 so stiff|sore",
        "hates|hate|avoiding|cant ~1 stand|bear ~2 light|lights|daylight",
        "light ~2 hurts|hurting|kills",
        "neck ~2 kills|killing|agony",
    ),
    "MENINGO_SIGNS": (
        (
            "rash|fever|feverish|feverdegrees|temperature|light|lights|headache|"
            "vomit+|drowsy|confused|sick|vomiting"
        ),
        "vomit+|vomiting|being sick|throwing up|confused",
    ),
    # ---- pregnancy, clot, diabetes
    "PREGNANT": (
        "pregnant|pregnancy|trimester|unborn|expecting|foetus|fetus|midwife|antenatal",
        "{number} ~1 weeks|months pregnant|gone|along",
        "in labour",
        "waters ~1 broke|broken|gone",
        (
            "bump|placenta|gestational|postpartum|preeclampsia|eclampsia|"
            "preeclamptic|womb|trying ~1 baby|prenatal"
        ),
        (
            "{number} ~1 weeks|wk|weeks ~8 bleed+|bleeding|blood|baby|bump|pad|pads|"
            "clots|placenta|tightenings|waters|labour"
        ),
        "baby inside",
        "weeks pregnant",
        "missus|wife|girlfriend|im|i ~3 {number} weeks",
        "baby ~5 moved|moving|kicked|kicking|move",
        "{number} ~1 weeks ~4 along|gone|pregnant",
        "months|month|weeks ~2 pregnant|inside|gone",
        "pregnant ~3 month|months|week|weeks",
        "given birth|birth ~3 days|weeks|ago",
        "just had ~2 baby",
        "had ~2 baby ~4 days|week|weeks|ago",
        "miscarr+|miscarriage|miscarrying|ectopic",
        "twins ~3 weeks",
        "{number} odd weeks",
        "bump",
        "weeks ~6 bump",
        "odd weeks",
        "baby ~8 {number} weeks",
        "{number} weeks ~6 baby",
        "expecting",
        "im|i am expecting",
        "baby ~3 moving|moved|kicked",
        "positive ~1 test",
        "at|only|now 20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|39 weeks",
        "at|7|8|9|seven|eight|nine months ~3 no|baby|gone|only",
        "{number} weeks ~4 gush|kicked|kicking|baby|bump|contractions|waters",
        "the|my|our baby hasnt|not|stopped ~1 kicked|kicking|moved|moving",
        "27|28|29|30|31|32|33|34|35|36|37|38|39 weeks",
        (
            "bleeding|bleed|spotting|blood ~6 5|6|7|8|9|10|11|12|13|14|15|16|17|18|"
            "19|20|21|22|23|24|25|26|27|28 weeks ~8 cramps|cramping|clots|waves|pain"
        ),
        (
            "bleed|bleeding|bled|spotting|blood ~1 at 5|6|7|8|9|10|11|12|13|14|15|16|"
            "17|18|19|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
            "fifteen|sixteen|seventeen|eighteen|nineteen|twenty weeks"
        ),
    ),
    "PREG_BLEED": (
        "bleed+|blood|bled|bleeding|spotting|clots|haemorrhage",
        "waters ~2 broke|broken|gone|leaking",
        "cramp+ ~4 bad|severe|awful|terrible",
        "baby ~3 not|stopped|isnt|hasnt ~2 mov|moving|moved|kicking|kicked|move",
        (
            "not|hasnt|havent|dont|didnt|stopped|cant ~4 felt|feel|moved|moving|move|"
            "kicking|kicked ~4 baby|today|much|move"
        ),
        (
            "severe|awful|terrible|bad|stabbing|sharp ~2 stomach|tummy|belly|"
            "abdominal|pain|cramps"
        ),
        "contractions",
        "headache ~6 vision|flashing|swollen|lights|ribs|blurry|spots",
        "flashing lights",
        "in labour|labor",
        "bleedin|blood|gush|pad|pads",
        "water|waters ~4 down|leg|come|came|broke|green|gone",
        "tightenings|tightening",
        "hard ~2 belly|tummy|bump",
        "belly|tummy|bump ~4 hard|stone|rigid|pain|hurts|tight",
        "pain ~4 no|not|wont|non ~1 stop|stopping",
        "landed|fell|slipped|fallen|hit ~6 bump|belly|tummy|front",
        "pain ~4 ribs|rib|right|shoulder|side|one|stomach|tummy|belly",
        "loop|cord|hanging",
        "seeing ~2 spots|stars|lights|flashing",
        "headache ~4 quit|stop|go|bad|wont|severe|splitting",
        "fit|fitting|seizure|twitching|twitch",
        "170|180|160|172|190|200 over",
        "shoulder tip",
        "having|having ~1 miscarriage",
        "miscarrying",
        "fainted|fainting|collapsed|dizzy",
        "face|hands ~3 swollen ~3 suddenly|headache|sudden",
        "no ~2 kicks|kicking|movement|movements|heartbeat|wriggles",
        "less|reduced|fewer ~1 movement|movements|kicks",
        "cramping|cramps",
        "belly|tummy|stomach ~2 agony",
        "bleed|bleeding",
        (
            "fell|fallen|fall|slipped|accident|crash ~8 hurts|pain|bleeding|tummy|"
            "bump|baby"
        ),
        "cant ~2 feel ~3 baby",
        "feel ~2 baby ~2 moving|move",
        "headache ~6 zigzags|zigzag|flashing|lights|stars|spots",
        "no|not|without|less ~3 movement|movements|kicks|moving",
        "something ~2 coming out",
        "spotting ~4 gushing|heavier|clots",
        "hasnt|not|stopped kicked|kicking|moved|moving",
        "there was|had|felt a gush",
        "gush ~3 soaked|seat|bed|water",
    ),
    "PREG_OTHER": (
        "gum|gums bleed+|bleeding",
        "blood test|tests|pressure|thinners",
        "nosebleed",
        "test faint",
        "faint line",
        (
            "baby|son|daughter|he|she|they ~2 is|are {number} ~1 now|months|month|"
            "years|year|weeks"
        ),
        "middle of ~2 pregnancy ~8 now",
        "bump ~3 head|forehead|knee|nose|shin|elbow|road|speed",
        "water|waters ~3 banks|cooler|tank|pipe|pipes|dispenser|fountain|main|mains",
    ),
    "LEG": (
        "calf|calves|leg|thigh|shin|legs",
        "arm",
        "leg|calf|foot|thigh|ankle",
    ),
    "LEG_BAD": (
        (
            "swollen|swell+|swelling|swelled|hot|hard|painful|pain|hurts|tender|"
            "throbbing|sore|red|ache|aching|cramp|cramping|tight|bigger|swole"
        ),
        (
            "blue|purple|twice|double|huge|massive|throbs|tightness|balloon|hotter|"
            "red hot|fat"
        ),
        "massive|sore|hard|purple",
    ),
    "CLOT_SIGNS": (
        "breathless|breathlessness|breathe|breathing|breath",
        "chest|coughing blood",
        "cough+ ~2 blood",
        "short of breath",
        "heart racing",
        "dizzy|faint|fainted|collapsed",
        "puffing|panting|puffed",
        "coughing|cough|coughed ~2 blood",
    ),
    "CALF": (
        "calf|calves",
        "one leg",
        "left|right leg",
        "back of ~2 leg|knee",
        "leg|arm ~4 twice|double|bigger|size|blue|purple|huge",
        "leg ~2 swollen|swelling",
        "arm ~4 swollen|blue ~4 tight|shoulder|blue|swollen|purple",
        "leg ~4 massive|huge|twice|purple|blue",
    ),
    "CLOT_NAME": (
        (
            "think|got|have|having|has|might|possible|like|maybe|signs ~5 blood clot|"
            "dvt|embolism|pe|clot"
        ),
        "dvt|embolism",
        "blood clot ~4 leg|lung|lungs",
        "clot ~3 leg|lung|lungs",
    ),
    "SUGAR": (
        "blood sugar|sugars|glucose",
        (
            "sugar|sugars|glucose|bm|bms|hypo|hypos|hyper|ketones|ketone|dka|"
            "diabetic|diabetes|insulin|ketoacidosis|hypoglycemia|hypoglycaemia|"
            "glucometer|libre|dexcom|hypoing"
        ),
        "t1|t1d|pump|meter|cgm|ketoacidosis|diabetics|pear drops|hba1c",
        "blood glucose",
        "type 1|one|2|two",
        "ketones",
        "breath ~4 fruity|pear|acetone|nail",
    ),
    "SUGAR_BAD": (
        "being sick",
        "throwing up",
        "so|very thirsty",
        "not making sense",
        "breath ~3 fruity|smells|acetone|pear|sweet",
        "stomach pain",
        "wont|cant ~2 wake",
        "out of it",
        "peeing|weeing ~3 all|constantly|loads|nonstop",
        "breathing ~2 fast|heavy|deep",
        "talking ~1 rubbish|nonsense",
        "blurry|blurred",
        "weak",
        "cant|not ~1 think|focus|stay|walk|stand|speak|type|see",
        "feel|feeling ~1 drunk|awful|terrible|rough|ill|weird|faint",
        "tummy|belly|stomach ~3 ache|pain|killing|hurts",
        "tube|pump ~4 out|off|broken|failed|blocked",
        (
            "shakin|sweatin|sleeps|sleep|asleep|drunk|weird|wobbly|woozy|mixed|angry|"
            "pale|breathing|tummy|stomach|thirsty"
        ),
        (
            "drowsy|sleepy|confused|slurring|slurred|shaky|shaking|sweating|sweaty|"
            "clammy|vomit+|unconscious|wake|woken|collapsed|floppy|vomiting|fainting|"
            "fainted|seizure|fitting|aggressive|incoherent|passed|pear|drops|fruity|"
            "acetone|lethargic|trembling|limp|delirious"
        ),
        "faint|dizzy",
        "confused",
        "vomiting",
        "wont eat|drink",
        "alone|nobody|help",
        "acting ~2 drunk|strange|weird",
        "cant ~1 keep ~3 down",
        "peeing loads|lots",
    ),
    "SUGAR_LEVEL": (
        "forgot|ran out|missed|stopped ~3 insulin",
        (
            "sugar|sugars|glucose|meter|reading|bm|bms|levels|level|bloods|monitor|"
            "diabetes ~5 1|2|3|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|"
            "38|39|40|41|42|300|350|400|450|500|550|600|high|low|hi|lo|sky|dropping|"
            "crashed|crashing|error"
        ),
        (
            "1.1|1.2|1.3|1.4|1.5|1.6|1.7|1.8|1.9|2.0|2.1|2.2|2.3|2.4|2.5|2.6|2.7|2.8|"
            "2.9|3.0|3.1|3.2|3.3|3.4|3.5"
        ),
        "ketones|dka|hypo|hypos|hypoing|ketone|ketoacidosis|hypoglycemia|hypoglycaemia",
        "diabetic|diabetes",
        "pear drops",
        "very ~1 sugar",
        "high|low ~1 sugar|sugars|glucose",
        "type 1|one",
        "insulin ~6 eat|ate|food|eaten|eating|much|twice|double|many|forgot|missed",
        "sugar|sugars|glucose|blood ~3 over|under|below|above",
        "hypo",
        "no|without insulin",
        "out of insulin",
        "hypo ~4 alone|nobody|help|cant|now|again|bad",
        "having|having ~2 hypo",
        "diabetic ~6 acting|drunk|confused|weird|aggressive|sweating|wont|cant",
        "ketones ~4 1|2|3|4|5|6|high|large|dark|up|over",
        "breath ~4 fruity|pear|acetone|nail",
        "reading|reads|meter|sugars|glucose ~3 1|2|3|hi|lo",
    ),
    # ---- crisis
    "SUICIDE": (
        (
            "kill|killing|hang|hanging|shoot|drown|stab|top|harm|harming|hurt|"
            "hurting|unalive|off|offing|cut|cutting|overdose|end|poison|slit|punish|"
            "burning|scratching|punching myself|himself|herself|themself|themselves|"
            "mself|meself|miself"
        ),
        "myself kill|hang",
        "end my|his|her|their ?own life",
        "end|ending it all",
        "end|ending things ~3 tonight|today|now|for",
        "to|and|will|ill end everything",
        "end this|it|things ?all tonight|now|today|forever|soon|once",
        "i|am|just|ill|is|he|she|be ~1 ending|end it|things ?all",
        (
            "want|wants|going|gonna|ready|decided|plan|planning|time|thinking|"
            "thought|tempted|need ~3 end|ending it|this|things|everything|all|myself"
        ),
        "take|taking|took|taken my|his|her ?own life",
        "suicide|suicidal|sucidal|suicidal",
        "self harm|harmed|harming|harms|injure|injury",
        "selfharm|selfharming",
        (
            "want|wants|wanted|wanna|wish|ready|rather|prefer|hope|wishing|wanting|"
            "hoping|tempted|trying|try|about|going|deserve|need|better|plan|planning "
            "~4 die|dead|died|dying"
        ),
        "better off dead|gone|without",
        "be better off ~3 without|if",
        (
            "dont|doesnt|didnt|not|no|cant|never ~3 want|see|wanna|wish|point ~4 "
            "live|living|alive|exist|existing|be here|wake|waking|going on|carry on|"
            "carrying on|life|around"
        ),
        (
            "dont|doesnt|didnt want to ?be ?live ?go ?carry ?exist ?wake here|on|"
            "alive|anymore|exist|around|life|wake|live|living"
        ),
        (
            "no|any|not|whats|isnt ~3 point|reason ~2 live|living|life|being|going|"
            "carrying|existing|alive|anymore|in"
        ),
        "cant|couldnt ~3 go|carry on|anymore|living",
        "nothing|nobody ~3 live|living for",
        "not worth living|it anymore",
        "life ~2 pointless|over|unbearable|meaningless",
        "life ~3 worth living",
        "not ~3 wake|waking up",
        "go to sleep ~5 never|not ~2 wake",
        "sleep forever",
        "never wake up",
        "not be|being here anymore|tomorrow|any",
        "wont|not be here|around ~3 tomorrow|morning|anymore|longer|much",
        (
            "world|everyone|family|kids|they|people|all ~4 better|happier|easier ~3 "
            "without me|off|if|i"
        ),
        "better|happier without me",
        "disappear forever",
        "want to disappear",
        "cease to exist",
        "stop existing",
        "not exist|existing",
        "dont want to exist",
        "going|gonna|about|want|ready to jump",
        "gonna jump",
        (
            "jump|jumping|throw|throwing|walk|step|stepping ~4 off|front|under ~4 "
            "bridge|roof|train|building|bus|car|traffic|window|lorry|cliff|balcony|"
            "platform|tube"
        ),
        "on the edge of ~3 bridge|roof",
        (
            "slit|cut|slash|slitting|cutting|slashed|slashing|opened ?up my|his|her "
            "wrist|wrists|arm|arms|leg|legs|thigh|thighs|veins|throat|face|skin"
        ),
        "rope|noose ~8 ready|tied|neck|me|hang|myself|bought",
        "crash my car",
        "drive ~3 off|into ~4 cliff|bridge|wall|tree|lorry|river",
        "say|saying ~2 goodbye|goodbyes ~3 everyone|family|kids|all|world|mum",
        "goodbye ~2 everyone|world|all|forever",
        "this is ~2 goodbye",
        (
            "written|wrote|writing|write ~4 goodbye|suicide|letters|note|letter ~4 "
            "goodbye|family|kids|everyone|mum|them|to|for"
        ),
        "giving away ~2 stuff|things|possessions",
        "final goodbye|message|note",
        "wont|not ~2 see ~3 tomorrow|morning|again",
        "this is|be|was ~1 last|final message|text|night|christmas|birthday",
        "last ~1 night|day ~2 alive|earth",
        "cant ~2 live ~2 like|with|this|anymore|myself|looking|face|any",
        "cant|dont ~2 bear|face ~3 living|live|alive|another|life|tomorrow|go",
        "done with ~1 life|living|everything",
        "tired|sick of living|life|being alive|existing|fighting",
        (
            "stockpil+|saving|saved|hoarding|collecting|collected|stash|stashed ~4 "
            "pills|tablets|medication|medicines|meds|paracetamol"
        ),
        "hate ~2 myself ~5 die|dead|hurt|live|cut|much",
        "blade|razor|razors|knife ~8 myself|wrist|wrists|arms|arm|cut|cutting",
        "relapsed ~4 cutting|cut|self",
        "make|makes|making|made|had me ~3 want ~2 die|end|dead|disappear|cut|hurt|kill",
        "feel|feeling like dying|ending",
        "would rather die|be dead",
        "id rather die",
        "wish i ~3 dead|born|here|gone|die|alive|exist|wake",
        "wish i was never|wasnt|werent ~2 born|alive|here",
        "never been born",
        "not be alive",
        "dont deserve to live|be",
        "dont care if ~2 live|die|wake|i",
        "if i ~2 die|died|dead|wasnt|werent|disappeared",
        "nobody|noone|no one ~3 miss|notice|care ~3 gone|if|me|died",
        "want it ?all to ?be ?stop ?end over|stop|end",
        "make it ~1 stop ~3 forever|for|all",
        "sleep|sleeping permanently",
        "put me out of my misery",
        "swallow ~2 all|every|the|these ~3 pills|tablets|bottle|lot",
        "take|taking|swallow ~3 all ~3 pills|tablets|them|medication",
        (
            "take|taking|took|taken all my ~1 pills|tablets|medication|meds|"
            "painkillers|sertraline|paracetamol"
        ),
        "painless ~3 way|death|method|die|ways|to",
        "how many ~4 kill|die|fatal|overdose|enough|lethal",
        "lethal dose|amount",
        "easiest|quickest|best|fastest way ~2 die|go|kill|end",
        "only|no|easy|my|looking ~3 way out",
        "checking out ~2 life",
        "no future",
        "hope i ~3 dont wake|die",
        "not want ~2 live|be here|alive",
        "no longer want ~2 live|be",
        "dont see ~3 point|future|way",
        "unaliv+",
        "unaliving|unalived",
        "finish|finishing|finished my|his|her|this ~1 life|self",
        "dont want to be here",
        "dont want to live|wake|exist|go ~1 anymore|on|up|alive",
        "dont want to be ~1 anymore|alive|around|here",
        "sorted|settled|sorting|arranged|arranging ~2 affairs",
        "affairs ~2 in order",
        "after|when|once|if i am|have ?been gone|dead",
        (
            "gone ~3 people|they|everyone|family|kids|mum|wife|husband|you ~3 "
            "happier|better|remember|miss|find|use|manage|cope"
        ),
        "ive|have|i|finally|made decided ~4 scared|peace|ready|calm|over|done|end",
        "made my|his|her ~1 peace",
        "made ~2 mind up|decision ~4 end|scared|calm|goodbye",
        (
            "voice|voices ~3 telling|tell|tells|saying|says|say ~6 jump|die|hurt|"
            "kill|harm|cut|do|end|worthless|myself"
        ),
        (
            "standing|standin|sitting|stood|sat|looking|lookin|am|here ~4 bridge|"
            "roof|edge|ledge|cliff|platform|tracks|balcony|multistorey|railway"
        ),
        (
            "drift|drifted|swerve|swerved|swerving|crash|crashed|veer|veered|steer "
            "~6 lane|traffic|tree|wall|lorry|truck|bridge|barrier|oncoming"
        ),
        "all of this|it would stop",
        "cutting|cut|slicing|slashing ~2 legs|thighs|arms|wrists",
        "cutting ~2 again|deeper|lately",
        "cut|cuts ~1 deeper",
        "cut ~3 deep|deeper",
        "fresh cuts|burns|scars ~4 wrist|wrists|arms|arm|legs|thighs",
        "cuts|burns ~4 wrists|wrist|thighs ~6 she|he|does|lighter|blade|razor",
        (
            "burns|cuts|hurts|harms|cutting|burning|hurting ~1 herself|himself|"
            "themselves|themself"
        ),
        (
            "take|taking|takes|took|taken|use|used|using|got|grab|grabbed|hold|held|"
            "holding|put ~3 lighter|blade|razor|knife|scissors|needle|razors ~3 to|"
            "on|at|against ~2 my|her|his|own|myself|herself|himself"
        ),
        "lighter|blade|razor|knife ~3 to my|her|his",
        (
            "posted|left|sent|texted|wrote|writing|written|recorded ~2 goodbye|"
            "farewell|suicide ~1 note|letter|video|message"
        ),
        "left|leaving|wrote|writing|written a|his|her|my ~1 note|will",
        "writing|wrote|written ~2 letters",
        (
            "said|saying|say|says ~1 goodbye ~4 dog|cat|kids|everyone|family|mum|all|"
            "friends|parents|wife|husband"
        ),
        "nothing|no ~3 to live|left for",
        "if ~4 didnt|not|dont ~2 wake|exist|here|exist",
        "drink|drank|drinking ~2 bleach ~2 die|end",
        "ways ~3 die|kill|end|suicide",
        "how ~3 to ~2 die|kill",
        "tie|tied|tying ~3 noose|rope|belt",
        "belt|rope|cord ~5 neck|door|beam|tree",
        "scarf ~3 tied ~4 beam|door|tree",
        "put|putting ~3 gun|knife|blade|bag ~4 head|mouth|throat|wrist|neck",
        "bag over ~2 head",
        (
            "walk|walked|walking|run|ran ~3 into|in|front ~3 sea|traffic|road|river|"
            "train|motorway|lake"
        ),
        "dont|doesnt want ~3 future|tomorrow",
        "be with ~4 heaven|dead|gran|nan|dad|mum|grandad ~2 again|heaven|up",
        "pills|tablets ~5 counted|counting|lined|ready|saved|enough|row",
        "counted|counting|lined ~4 pills|tablets|paracetamol",
        "wont be ~3 around|here|problem|burden ~3 longer|anymore|soon|tomorrow",
        (
            "wont need ~4 follow|appointment|appointments|it|anything|them ~4 "
            "anymore|more|gone|where"
        ),
        "not ~1 around ~2 much longer",
        "cancel ~6 wont be alive|around",
        "hurt|harm|hit|punch|punish ~1 myself",
        "urge|urges ~3 cut|hurt|harm|jump|die|kill",
        (
            "wish|wished ~4 accident|cancer|crash|bus|anaesthetic|surgery|op ~5 kill|"
            "die|wake|killed"
        ),
        "lost|losing ~2 will to live",
        "cant ~3 see ~3 way out|future|tomorrow",
        "didnt ask to be born",
        "ended ~1 it|everything|life",
        "rip me",
        "gonna do it ~2 tonight|now|today",
        "this time ~2 mean it",
        "hang|hanged|hung|hanging ~1 myself|himself|herself",
        "attempt|attempted|attempting ~4 suicide|life|kill|end",
        "ending ~2 my|his|her|own ~1 life",
        "take|taken|taking|took ~2 own life",
        (
            "kill|killing|hang|hanging|shoot|shooting|drown|drowning|gas|poison|stab|"
            "top|topping|offing|off|harm|harming|hurt|hurting|cut|cutting|unalive|"
            "unaliving|neck|starve|starving|burn|burning|punish|delete myself|"
            "himself|herself|themself|themselves|meself|mysel|yourself"
        ),
        "kill|hang|shoot|drown|harm|hurt|cut my|his|her self",
        "my|own|planning|planned ~1 funeral",
        "been cutting|burning|hurting|starving|punching|hitting|harming",
        "done her|his|my arms|legs|wrists",
        "if i wasnt|werent here|around|alive",
        "notice ~3 if ~1 wasnt|werent|gone|disappeared|died|vanished",
        "decided and ~3 not scared",
        "blade|razor|knife|scissors ~6 cut|saying|locked|herself|himself|herself",
        (
            "pills|tablets|rope|knife|blade|razor|noose|bottle ~3 in|right front|"
            "hand|lap|next ~2 me"
        ),
        "life isnt|not|aint ~2 worth",
        "isnt|not ~1 worth ~1 living|it anymore",
        (
            "dont|cant|no ~2 see|find|have ~3 reason|point|purpose ~4 live|living|"
            "life|go|going|carry|keep|be|on"
        ),
        "reason|point ~2 keep|go|carry ~2 living|on|going",
        "wish|wished ~3 never|not ~1 woken|woke|wake|born|survived",
        "never ~1 woken up",
        "cut ~2 face|nose|skin|breasts|arm|it off",
        "cut my|it|this own ?face off",
        "claw|scratch|rip|carve|slice ~2 face|skin|arms ~3 off|out",
        "would anyone|anybody|they|she|he ~1 care|notice|miss|mind|cry ~3 if|me|died",
        "anyone ~2 care|notice|miss ~3 died|gone|dead|disappeared|die",
        "want it ~2 over",
        "cant do|take|bear|stand ~2 life|living",
        "please|someone|want|wants ~3 kill me",
        "over with life",
        "hurting|harming|cutting|burning|starving myself",
        "self harming|harms|harmed|injuring",
        "ready to ~2 die|go|leave ~2 world|life|earth",
        "leave this world|earth|life",
        "end ~2 suffering|misery|pain",
        "rather be ~1 dead",
        "suicide",
        "die|dead ~4 because|over ~3 face|skin|scars|nose",
        "keep ~1 myself safe",
        "not safe ~2 myself|alone",
        (
            "thinking|think|thought|thoughts|thinkin|dream|fantasise|fantasising|"
            "obsessing ~2 of|about ~2 dying|death|killing|suicide|jumping|ending|"
            "hanging|overdosing|harming|hurting|disappearing"
        ),
        "planning|planned|plan|planed ~3 how ~2 do it",
        "planning ~2 do it",
        (
            "knife|blade|razor|scissors|glass ~3 my|her|his ?own arm|arms|wrist|"
            "wrists|leg|legs|thigh|thighs|throat"
        ),
        "top|edge|roof of|on ~2 car park|carpark|bridge|cliff|roof|multistorey|multi",
        "top of ~3 multi|building|tower|cliff|bridge",
        "done with ~3 life|living|world|everything|existing|all this",
        "easier|better|happier ~4 wasnt|werent|gone|dead|not ~2 here|around|alive",
        "no point ?to ?in anything|anymore|any|trying|going|me|living|life",
        "theres no point ?to anymore|anything",
        "hang yourself",
        (
            "google|googled|googling|searched|searching|looked|looking ~4 hang|"
            "suicide|kill|overdose|die|rope|ropes|nooses|methods"
        ),
        "dont want to wake|live|exist",
        "cant ~2 live ~4 face|scars|skin|this|like",
        "want ~2 hurt|harm|kill|cut ~1 myself",
        "jump|jumping ~4 off|under|front|from",
        "goodbye text|message|letter|note|video",
        "sent|texted|send|got|left ~4 goodbye",
        "cannot|cant keep ~2 living|doing this|going",
        "over it all",
        "dark thoughts",
        "self destruct",
        "cant|not ~2 trust myself",
        "cant keep ~1 safe",
        "cant stop thinking ~2 dying|death|suicide|killing",
        "dont think|trust ~5 safe",
        "not safe ~2 myself",
        "stop|stopping|stopped living|existing",
        "tired|sick|done of|with ~1 living|life|existing|alive",
        "wont|not be here|around ~2 to ~1 see|use|need|enjoy|pay|wear",
        (
            "wont|not|dont ~3 be|being here|around|alive ~1 by|for|past christmas|"
            "summer|winter|spring|autumn|birthday|then"
        ),
        (
            "imagin+|imagine+|picture+|think+|thinking|thought ~6 driving|drive|"
            "jumping|jump|walking|stepping|crashing ~5 wall|tree|traffic|train|"
            "bridge|road|lorry|bus|cliff"
        ),
        (
            "standing|stood|sat|sitting ~5 bridge|storey|multistorey|ledge|roof|"
            "platform|cliff|tracks ~12 easy|jump|end|jumping|watching|tempting|"
            "train|trains"
        ),
        "everyone|they|family|kids|world|you ~4 better off ~3 without|if|dead|me",
        "wish|wished ~2 never ~2 woke|woken|born",
        "hope|want|wanted|go ~4 sleep ~3 never|not|dont wake|waking",
        "dont|not|no see ~3 point ~3 waking|living|life|going|being",
        "disappear forever",
        "nothing ~3 to ~1 live for",
        "not|isnt worth living",
        "voices|voice ~4 kill|hurt|harm|jump|die",
        "end it|things|everything ~2 tonight|now|soon|today|all",
        "a burden ~6 everyone|without|cope|better|them",
        (
            "giving|given|gave|give ~3 stuff|things|possessions|jewellery|clothes|"
            "games|dog|cat|belongings ~2 away"
        ),
        "whats|what|is|no|see the|a|any ?point ~4 wont be here|around",
        "whats|what|is|no|see the|a|any point ~2 of any|it all",
        (
            "punch|punching|punches|punched|hit|hitting|slap|slapping|slapped|bash|"
            "bashing|headbutt my|her|his|own ?own face|head|self|legs|stomach"
        ),
        (
            "make|making|makes|made|do|did|doing|does|done ~4 marks|cuts|burns|scars|"
            "it|them|this ~3 on purpose"
        ),
        "cuts|burns|marks|bruises ~4 on purpose",
        (
            "dont|doesnt|not|never ~1 plan|planning|expect|expecting ~2 be|being|"
            "live|living|see ~2 here|around|alive|christmas|birthday|summer|next"
        ),
        (
            "dont|not|nobody|noone|cant ~3 talk|talking|change me|my out|mind ~3 "
            "peace|pain|die|this"
        ),
        "dont|nobody|noone|cant ~3 talk me out of it",
        (
            "google|googled|googling|looked|looking|searched|searching|worked|"
            "working ~3 how many|much|high|long|deep ~5 pills|tablets|paracetamol|"
            "medication|insulin|drop|take|takes|die|bridge"
        ),
        (
            "tried ~3 night|week|month|again|yesterday|weekend ~6 hospital|belt|rope|"
            "pills|failed|snapped|survived|wrist|wrists|bandage|bandages|chickened"
        ),
        "say|said|saying|says bye|goodbye ~2 to ~3 you|everyone|kids|world|them",
        "people|person|ones|one ~3 wanted|want to say bye|goodbye",
        (
            "world|everyone|everybody|family|kids|place|they|life ~4 better|nicer|"
            "lighter|easier|happier ~3 without|with one less"
        ),
        "doing|do|did|done it to myself",
        (
            "stopped|stopping|skipping|stop my|taking ~2 insulin|medication|tablets|"
            "meds ~6 purpose|die|over|end"
        ),
        (
            "swallowed|took|taken|takes|had ~3 lot|load|loads|bottle|box|handful|"
            "packet ~3 pills|tablets|antidepressants|painkillers|paracetamol"
        ),
        "wouldnt|not ~1 step|jump|move|get ~2 out ~2 way ~3 bus|train|car|lorry",
        (
            "drift|drifted|swerve|swerving|steer|steering|drive|driving ~3 into|"
            "through ~2 reservation|oncoming|barrier"
        ),
        "hose|hosepipe ~5 car|garage|exhaust",
        (
            "hope|hoping|wish|prefer|rather|relieved|happy ~4 dont|never|not|didnt "
            "~2 wake|come|woke|came up|round|through"
        ),
        "slit|cut|slice|peel|hack|saw|chop ~2 ugly ~3 off|out|away",
        "deserve ~3 hurt|pain|suffer|die|punished",
        "urge|urges|temptation ~3 to ~3 cut|cutting|burn|die|jump|end",
        "look|looking|looked|looks at ~3 tracks|cliffs|shotgun|noose",
        (
            "bridge|cliffs|platform|tracks ~8 keep|harder|tempted|tempting|pulled|"
            "walking ~3 walking|past|off|jump|on"
        ),
        (
            "dont|not|never ~2 plan|planning|expect|intend ~3 getting|get|making|"
            "make ~2 to|it"
        ),
        "cant|couldnt|wont promise ~3 alive|safe|around|here",
        "cant promise ~2 safe|alive",
        (
            "how high|far|deep ~6 car park|bridge|building|drop|roof|jump|wrist|"
            "wrists|artery"
        ),
        (
            "nobody|noone|no one ~2 notice|know|care|miss|cry|bother ~5 gone|dead|"
            "died|vanished|disappeared|bus|train|me"
        ),
        "if i vanished|disappeared|died|went|left ~5 nobody|noone|anyone|even|would",
        "whats|what|nothing|much ~2 left ~1 to ~1 stay|live|stick|keep",
        "stay|sticking|stick|hang|hanging around ~1 for|to see",
        "not|wont sticking|stick|hanging|staying around|long",
        (
            "take|takes|took|taking|takin ~2 blade|blades|razor|scissors|knife|glass "
            "~2 to ~2 thighs|thigh|arms|arm|skin|face|legs|wrist|stomach"
        ),
        (
            "scratch|scratching|cut|cutting|pick|picking|burn|burning|scrub|scrubbed|"
            "scrubbing ~6 deserve|calm|relief|feel something|on purpose|punish|hate"
        ),
        "purpose ~3 so i ~2 feel",
        "to feel something|anything",
        "because i deserve it|pain|this",
        "up on|on the ~1 roof|ledge|edge ~8 come|down|jump",
        "wont|refuses|not come|coming down ~4 roof|ledge|bridge|jump",
        "dont trust myself",
        "cant trust myself",
        "belt|rope|cord|branch|noose snapped|broke|slipped",
        (
            "anaesthetic|anesthetic|operation|surgery|op|sedation ~5 relieved|asleep "
            "forever|not wake|never wake|kept|went wrong|never came|dont come"
        ),
        "kept|keep|keeping me ~1 asleep|under ~1 forever|for good",
        "asleep ~1 forever|for good",
        (
            "another|one more year|month|week|day|winter of ~2 this|body|life|face|"
            "being|staring|living"
        ),
        (
            "picked|chosen|set|fixed|decided|got ~1 the|a|my day|date ~5 end|over|"
            "done|peace|scared|die"
        ),
        (
            "shotgun|pistol|rifle|noose|rope|pills|razor|blade ~8 look|looking|stare|"
            "just in case|know its|there|comfort"
        ),
        "keep|got|have|bought|hid|hidden a ~1 rope|noose|gun|blade|razor",
        "bought|buying|ordered|got a|some ~1 rope|noose|gun|helium",
        "turned|left|put ~2 gas on",
        "done|finished ~2 done ~3 bye|goodbye|time",
        "really done this time",
        "i am done ~4 bye|goodbye|sorry everyone",
        (
            "scars|cuts|burns|marks ~4 hurting|harming|cutting|burning myself|"
            "themselves|yourself|themself"
        ),
        "out of everything|life",
        (
            "too|so tired to ~2 breathe|breathing|live|living|fight|fighting|keep "
            "going|carry on"
        ),
        "tired of ~1 breathing|fighting|existing|being here",
        "dont|doesnt|not|never deserve ~1 to ~1 breathe|live|exist|be",
        "cope|manage|be ~2 fine|better|happier|ok without me",
        "without me ~4 better|happier|fine|easier",
        "nothing left ~2 me|to ~2 fight|keep|give|live",
        "no fight left",
        "fight ~2 left in me ~1 gone|none",
        "burden ~5 family|kids|everyone|them|wife|husband|mum|insurance",
        "life insurance ~6 dead|gone|accident",
        "look like ~1 accident",
        (
            "craft|stanley|kitchen|bread|pen knife ~6 face|cheeks|arms|thighs|skin|"
            "wrist|wrists|nose"
        ),
        "cutter|razor ~3 over|across ~2 face|cheeks|arms|thighs|wrist|wrists",
        "knife ~3 my|her|his cheeks|face|wrist|arms|thighs|legs|throat|neck",
        "everything|all|its|it ready ~4 room|tonight|waiting|go out|leave|alone",
        "have|got|made a plan ~2 and|to ~3 date|die|end|do it|day|pills",
        "plan and ~1 date|note|rope",
        "leave|leaving this world|earth|life|planet",
        "go|went|goes|walk|threw|step|jump under a|the ~1 bus|train|lorry|tube|car",
        "finish it|myself ~2 all|off|tonight|now",
        "head ~4 telling|tells|says ~3 finish|end|do it|jump",
        "tallest|highest|nearest building|bridge|cliff|roof|tower ~2 near|to|from|jump",
        "balcony|ledge|bridge|window rail|railing|edge|ledge",
        "give|giving|gave up ~1 on life|living|everything",
        "stop forever",
        "pain ~5 stop|end ~1 forever|for good",
        "goodbyes ~2 to ~1 everyone|family|kids|friends",
        (
            "not|wont ~2 see|seeing ~2 christmas|birthday|summer|year|morning|"
            "another ~2 made|decided|mind|tbh|now|this"
        ),
        "sorting ~2 my|her|his things out after|when",
        "rehomed|given ~3 dog|cat ~6 less|done|gone|after",
        "nobody ~3 see ~3 face ~1 more|again|anymore",
        "i have decided ~8 finish|after|nobody|end|over",
        "note ~3 pillow|bed|desk|table ~8 sorry|love|goodbye|have his|her",
        (
            "sorry ~6 can have ~3 his|her|my playstation|things|stuff|bike|phone|"
            "room|clothes|jewellery"
        ),
        (
            "they|you|she|he can have my|his|her ~1 playstation|stuff|things|clothes|"
            "phone|bike|jewellery"
        ),
        "bye|goodbye ~3 forever|world|life",
        "feeling ~2 end ~1 me|it|my",
        "better off ~3 six|under|buried|grave|ground",
        "numbing|numb ~8 doing it|cut|cutting ~1 to|on ~1 myself|wrists|wrist|arm",
        "fresh cuts",
        "planning it ~3 weeks|months ~3 waiting|weekend|tonight|ready",
        (
            "look|looked|looking|stare|stared|staring ~2 bridge|edge|drop|water|"
            "tracks|river ~3 hour|hours|minutes|again|ages"
        ),
        (
            "cutting|starving|burning|hurting ~5 only thing|things|way ~3 helps|help|"
            "cope|calm|works"
        ),
        (
            "only thing|things|way ~3 helps|help|calms|cope ~3 cutting|burning|"
            "starving|hurting"
        ),
        (
            "scratch|scratching|cut|cutting|slice|slicing|dig|digging|poke|jab ~3 "
            "arms|legs|thighs|wrists|skin|face|arm|leg ~2 with ~2 scissors|blade|"
            "razor|knife|compass|glass|needle|pins"
        ),
        "pills|tablets|rope|blade|knife|razor|noose ~2 in my ~1 hand|hands|lap|pocket",
        "asleep|sleep ~1 forever",
        "anaesthetic|anesthetic|operation|op ~5 never ~1 came|come|wake|woke",
        "shotgun|rifle|pistol ~10 look|looking|stare|think|hold",
        (
            "hurting|harming|cutting|burning themselves|yourself|themself ~4 i did "
            "~1 it|again"
        ),
        "switched|turned ~2 off ~2 phone ~6 goodbye|bye",
        "goodbye|bye ~8 switched|turned ~2 off ~2 phone",
        (
            "cut|cutting|slice|slicing|scrape|scraping ~2 cheeks|cheek|face|nose|"
            "scars|spots ~2 with ~2 razor|knife|blade|scissors|glass"
        ),
        (
            "counted|counting|lined|laid|laying|lining ~3 meds|medication|medicines|"
            "insulin|pills|tablets|capsules"
        ),
        (
            "kids|children|family|husband|wife|everyone|everybody ~3 be|better|"
            "kinder|easier ~4 without me|not me|if i stopped|went"
        ),
        "kinder|easier|better ~2 everybody|everyone|all|them|family ~2 if i",
        (
            "left|leaves|took off her|his|my ~1 ring|rings ~4 table|note|bed ~6 find|"
            "gone|where"
        ),
        "quickest|easiest|kindest way ~1 to ~1 go|die ~3 with|cabinet|peaceful",
        "last thing ~1 i ~1 feel|see|do|hear",
        "isnt|no|not ~1 a ~1 future ~1 for ~1 me",
        "dont|cant|not see ~4 next year|month ~3 me|in it",
        "letting|let|watching|watch ~2 trains|train ~2 go|pass",
        "dressing gown cord|belt",
        "had|put my hand ~2 car door ~3 motorway",
        "before i go ~2 forever|peace|die",
        "slicing|slice|slicin my|her|his ~1 legs|arms|thighs|wrists",
        (
            "tell|told ~2 kids|mum|husband|wife|family ~3 wasnt|isnt|not ~1 their|"
            "her|his fault"
        ),
        "knots|noose|noose knot ~4 youtube|looking|tie|learn",
        "looking|looked up ~2 how to tie ~2 knots|noose|knot",
        "no way back ~2 me|from this",
        "hairdryer ~3 bath",
        "bath ~4 hairdryer|toaster",
        "dosage|dose ~2 worked out ~1 now",
        (
            "hot spoon|iron|lighter|straighteners ~3 on|against my ~1 leg|arm|thigh|"
            "skin|stomach ~6 feel|feeling|stop|numb"
        ),
        "i have to hurt",
        "ready to ~1 go ~2 peace|now god|heaven",
        # What is left behind, and who finds it.
        "when|if ~2 kids|children|mum|husband|wife|they|she|he find|finds|found me",
        "find|finds|found|identify my body",
        "identify me",
        "open casket",
        "for ~1 coffin",
        "pick+ ~3 hymns|coffin|casket",
        "picking|chosen|choosing|choose ~3 hymns|coffin|casket",
        "check|checked|checking|upped ~3 life insurance",
        # A way to die, named as a place or a thing.
        "train|bus|tube ~4 not to get on",
        "bottom of ~1 river|lake|canal|sea|cliff|viaduct",
        "stones ~3 pocket|pockets",
        "know|knows which ~1 bridge|lorry|train|cliff|window|tree",
        (
            "yeet|yeeting|throw|throwing|chuck|chucking|fling|hurl myself|himself|"
            "herself ~3 off|under|in front|out|from"
        ),
        "past|over|crossed ~1 yellow line ~6 train|platform|station|stood|lean",
        "platform ~3 lean|leaned|leaning",
        "driv+ ~3 eyes shut|closed",
        "driving ~3 eyes shut|closed",
        "took|taken|swallowed ~4 on purpose|deliberately",
        "hose ~2 fit|fits",
        "found ~2 rope|noose",
        "hide|hid|hidden|hiding ~2 knives",
        "sleep for good",
        # Fresh self-harm.
        "wound|wounds|cuts|burns|marks|scratches ~6 self inflicted",
        "self inflicted ~2 wound|wounds|cuts|burns|marks",
        (
            "carving|carved|carves ~4 stomach|arm|arms|leg|legs|thigh|thighs|skin|"
            "belly|wrist"
        ),
        "lit ~1 match|matches|cigarette ~3 arm|arms|skin|leg|legs",
        # No more of it.
        "there shouldnt be a me",
        "be no me ~1 to|left|any",
        "dont|doesnt ~1 want another morning",
        "dont|not|wont ~4 make it through ~1 this|the|tonight ~2 weekend|night|week",
        "sliced|slashed|slit|gashed|gouged my|her|his ~2 thigh|thighs|arm|leg|stomach",
        (
            "enough ~2 pills|tablets|painkillers|paracetamol|insulin|medication ~2 to|"
            "for ~2 finish|do|end|die|never|kill|job"
        ),
        "wont|not be alive",
        "wish ~1 i wasnt|werent ~2 alive|living|breathing",
    ),
    "SUICIDE_OTHER": (
        (
            "dying|die|died|kill|killing|killed to ~2 get|know|try|see|have|find|"
            "look|lose|book|meet|hear|start|go|be able|be rid|ask|come|do"
        ),
        "to die for",
        "die hard",
        (
            "kill|killing|killed two|2|for|it|time|bacteria|germs|fat|the|off|hair|"
            "cells|spots|me laughing|my confidence|her confidence|confidence|the "
            "mood|us|off|vibe|weeds|joy|them|these|those"
        ),
        "killing me lol|softly|haha",
        (
            "die of embarrassment|boredom|laughter|cringe|shame|hunger|heat|thirst|"
            "curiosity"
        ),
        "died of embarrassment|boredom|laughter|cringe|shame|laughing",
        "die laughing",
        (
            "dead skin|cells|sea|cell|end|line|tired|chuffed|excited|pleased|scared|"
            "nervous|funny|good|set|serious|last|ends|giveaway"
        ),
        "drop dead gorgeous",
        (
            "cut my|her|his hair|fringe|finger|hand|thumb|nails|toenails|chin ~2 "
            "shaving|while|cooking|chopping"
        ),
        (
            "cut|cutting|hurt|burnt|harm|hurting myself|herself|himself ~2 shaving|"
            "cooking|chopping|gardening|while|at|on|with|doing|during|when|"
            "accidentally"
        ),
        "accidentally ~2 cut|hurt|burnt|harmed",
        "cutting ~2 sugar|dairy|carbs|down|out|back|gluten",
        "dont want to ~3 hurt myself",
        "self|old|past|previous ~3 harm ~1 scar|scars|scarring|marks",
        "self harm scar|scars|scarring|marks",
        "scars ~3 self harm|harming",
        "end it|things|this with my|him|her|the",
        (
            "end the|my membership|contract|course|subscription|treatment|plan|"
            "sessions|package|call|chat|conversation"
        ),
        "hurt|harm|end ~2 my ~1 skin|results",
        "diet|battery|phone|laptop|plant|houseplant ~2 died|dead|die|dying",
        "die down",
        "dies|died|dying|die down|off|out",
        "wont kill me|you",
        "not ~2 kill|die",
        "before i die",
        "rather die than|of",
        "id die if",
        "suicide squad",
        "kill for",
        "kill ~1 for ~2 skin",
        "bring|brings me ~1 back",
        "way out of ~3 contract|plan|booking|building|clinic|car|the|town|deal",
        "off myself to",
        "fringe|bangs",
        (
            "off my ~1 antidepressant|antidepressants|medication|tablets|pill|sister|"
            "mum|friend|mate|course|meds|medicines"
        ),
        "suicide mission|doors|burnout|hotline|prevention|awareness|month",
        "scars|scar ~5 ago|old|years|past",
        "off a cliff ~6 lol|haha|laser|shave|if",
        "shave|shaving",
        "excited|hilarious|laughing|giggling",
        "social|career|diet|fashion|slow|financial ~2 suicide",
        "cut ~1 myself ~3 paper|shaving|knife|glass|tin|can|razor",
        "cutting ~2 meat|veg|onions|hedge|grass|cake|sugar|board|edge|season",
        "razor|blade ~3 bump|bumps|burn|rash|cut",
        "after i am|have gone ~3 home|holiday|back|abroad|through|to|on|away|past|over",
        "when i am|have ?been gone ~2 on|to|for|abroad|holiday|away|through",
        "lighter ~2 colour|shade|skin|patch|hair|tone",
        "hurt|harm|damage ~1 myself ~4 dermaroller|roller|home|needle|by|if|with|while",
        "no reason ~4 book|cancel|worry|complain|not|for",
        (
            "no point ~4 book|booking|coming|doing|having|in|paying|treatment|"
            "session|getting"
        ),
        "wont need ~3 numbing|appointment|more|another|sessions|because|since|as",
        (
            "left|sent|wrote|written|posted|texted ~3 note|letter|video ~4 you|"
            "reception|file|record|doctor|gp|front|door|about|form|for"
        ),
        "said goodbye|bye ~2 to ~2 scars|spots|wrinkles|acne|frown",
        "goodbye ~3 scars|wrinkles|spots|acne|winter|frown",
        "decided ~2 end|not|on|to",
        "no point ~4 book|booking|coming|paying|waiting|calling|asking|in",
        "last ~2 appointment|session|visit",
        "itchy|itching|itch|itches",
        "self harm|harming scar|scars|cover|covers|tattoo|tattoos|mark|marks",
        "old|past|historic|teenage|healed ~2 self harm",
        "myth|leaflet|research",
        "cant|couldnt|wont face|bear another",
        (
            "tablets|pills|painkillers|ones|one|paracetamol be enough ~4 ache|"
            "soreness|pain|afterwards"
        ),
        (
            "dont|didnt want to be hiding|on|disappointed|rude|late|seen|stuck|red|"
            "inside|told|sold|pushy|stared"
        ),
        "end|ends|ended|ending up",
        "left from ~2 acne|spots",
        "left ~1 will",
        "cut|cutting|cuts myself|herself|himself off|short|some|a|slack",
        "bleed|bleeding|bled ~4 when|if|whenever ~3 cut",
        "sided|roll|rolled|rolling die|dice",
        "sided die",
        "in the end",
        "end of",
        "go on ~3 holiday|vacation|trip|date|dates|sunbed|sunbeds|camera|beach",
        "bridge of|work|piece ~2 nose",
        "nose ~3 bridge",
        "cutting|cut ~2 dairy|sugar|hours|price|prices|cost|hair|grass",
        "celeb|celebrity|actress|actor|singer|interview|character|novel|podcast|film",
        (
            "live with|without ~2 eyebrows|brows|hair|nails|lips|it|botox|pores|"
            "spots|filler|sunscreen|spf"
        ),
        "jump start|starting|starter",
        "rip me off",
        (
            "suicide ~2 asked|question|questions|screening|policy|risk|assessment|"
            "prevention|training"
        ),
        "jump start|leads ~3 car|battery|van",
        "jumper|jump cable|cables|leads",
        "future plans|bookings|offers|sessions",
        "future appointment|appointments ~2 just",
        (
            "goodbye|bye ~1 to ~2 moustache|hair|lines|frown|spots|scars|pores|"
            "freckles|tattoo|wrinkles|tash|eyebags"
        ),
        "discontinued|stopped making",
        "they|you|she|he|brand|shop ~1 discontinued",
        # An object that cannot be meant.
        (
            "cant|couldnt go|carry on with ~2 cream|serum|product|course|package|soap|"
            "wash|moisturiser|foundation|makeup|diet|app|website|plan|routine|cleanser"
        ),
        (
            "put me out of my misery ~3 was|is|when|what|tell|which|how|did|do|does|"
            "are|will|where|who|confirm|date|time"
        ),
        "seen dead",
        "dead or alive",
        "made my|her|his peace with her|him|them|how|ageing|aging|wrinkles",
        (
            "want|wanted to be here all|until|till ~3 day|afternoon|morning|night|"
            "evening|midnight|five|six|seven|lunch|tea|dark"
        ),
        ("want|wanted to be here on|in|at|with ~4 list|hold|queue|phone|website"),
        "want|wanted to be on ~3 list|hold|mailing|phone|camera|photo|website|page",
        (
            "last|final|my message|text|email|letter ?was about|regarding|concerning "
            "~4 refund|complaint|receipt|solicitor|deposit|invoice|parking|booking"
        ),
        (
            "last night|day|birthday|christmas|text ~1 of|on|before|in|at ~3 holiday|"
            "course|tour|cruise|term|sale|run|offer|camp|festival|trip"
        ),
        (
            "end|ending|ends|ended it|things|everything|relationship ~1 with ~4 tan|"
            "moisturiser|cream|gym|bank|clinic|brand|provider|supplier|foundation|"
            "makeup|retinol|heels|carbs|razor|razors|waxing|shaving|salon|hairdresser|"
            "shampoo|concealer|cleanser|serum|toner|dentist"
        ),
        "deep end",
        (
            "jump|jumping|jumped ~1 off|from|on ~1 sofa|bed|couch|settee|"
            "trampoline|swing|bandwagon|seat|step"
        ),
        (
            "throw|throwing|threw|chuck|fling the|this|that|your|it ~3 off|under|out|"
            "in|into|from"
        ),
        "throw|throwing|threw|chuck|fling my ~1 laptop|phone|tablet|computer|alarm",
        "shop|stall|salon|brand|company|counter|store|supermarket ~3 giving|give|gives",
        (
            "no future in|as|for ~3 career|modelling|model|job|business|film|show|"
            "acting|actress|footballer|industry"
        ),
        (
            "goodbye|bye|farewell to ~2 sunbathing|sunbeds|tanning|shaving|waxing|"
            "razors|makeup|foundation|concealer|chocolate|wine|bikini|filters|mask|"
            "glasses|heels|carbs|braces"
        ),
        "starving herself|himself|myself of nothing",
        "dying|die|kill|murder for ~1 a",
        "cover|covering|reference|sick|motivation|resignation|doctors letter|note",
        (
            "letter|letters ~3 to|about ~2 manager|council|mp|bank|insurer|insurance|"
            "gp|doctor|landlord|court|office|ombudsman|parking|complaint|refund"
        ),
        (
            "wake|waking up ~1 with ~3 swollen|puffy|spots|bruises|bruise|hangover|red|"
            "swelling|lips|acne|makeup|panda|lashes|creases"
        ),
        "wake|waking up early|late|at",
        "pure|total|sheer|commercial|political|reputational suicide",
        "roof ~3 sunbathing|terrace|bar|box|rack|leak|garden|tiles|gutter",
        "platform heels|shoes|boots|sandals|game|games",
        "sunbathing",
        (
            "brambles|bramble|thorns|thorn|cat|roses|hedge|wire|fence|zip|kitten|holly|"
            "paper|collar ~2 cut|scratched|slashed"
        ),
        (
            "go|going|carry|carrying on with ~2 cream|serum|product|course|package|"
            "soap|wash|moisturiser|foundation|diet|routine|cleanser|sessions|plan"
        ),
        "jump|jumping|jumped ~4 queue|ship|hoops|gun|rope|joy|start",
        "blade|blades of grass",
        "kill|killing ~1 the ~2 hair|hairs|root|roots|follicle|follicles|wart|verruca",
        "tablet|tablets of ~1 soap|chocolate",
        "go|carry on your|holidays|tiktok|instagram",
        (
            "live|living in|near|by ~1 leeds|london|york|town|city|country|village|"
            "wales|scotland|ireland|england|flat|street|road|area|houseshare"
        ),
        "live|living near|above|opposite|beside|abroad",
        "{thing} ~1 slapped|hit|punched|bashed my",
    ),
    "GOODBYE": (
        "goodbye|goodbyes|farewell",
        "sorry for everything",
        "thank you|thanks for everything|trying",
        "tell ~3 love|loved",
        "look after ~3 kids|cat|dog|mum|family|children|them",
        "posted|left ~2 goodbye",
        "goodbye message|note|post",
        "phone ~2 off",
        "forgive me",
        "always loved",
        "love you all",
        "give ~4 money|things|cat|dog|stuff ~2 to",
        "saying|said|says|text|texted|message|messaged ~3 goodbye|bye",
    ),
    "DESPAIR": (
        "cant do this",
        "cant take ~2 anymore|more",
        "hopeless|worthless|burden",
        "no point",
        "give up",
        "giving up",
        "nothing left",
        "no hope",
        "cant cope",
        "hate my life|face|self|myself",
        "nothing matters",
        "empty inside",
        "pain to stop|end",
        "dont ~2 exist|matter",
        "affairs",
        "funeral",
        "couldnt ~2 cope|go|do",
        "hurts too much",
        "cant go on|carry",
        "after ~2 gone",
        "never be happy",
        "refused ~4 treat",
        "wont answer|pick|reply|respond",
        "not answering|picking|replying",
        "hates|hate ~1 herself|himself|myself|themselves",
        "phone ~2 off",
    ),
    "METHOD": (
        "in front of me",
        "in my hand",
        "pills|rope|noose|bridge|blade|knife|gun|roof|emojiknife|overdose",
        "bleach|cliff|tracks",
    ),
    # ---- abuse
    "ABUSE": (
        (
            "he|she|they|dad|mum|mom|stepdad|stepfather|husband|wife|partner|"
            "boyfriend|girlfriend|ex|father|mother|brother|uncle|son|carer|man|"
            "fiance|someone|parents|pimp|boss ~3 hits|hit|beats|beat|beating|hitting|"
            "punches|punched|punching|kicks|kicked|kicking|slaps|slapped|slapping|"
            "strangled|strangles|strangling|choked|chokes|choking|chokes|attacked|"
            "attacks|raped|rapes|raping|assaulted|"
            "molested|molests|abuses|abused|abusing|bit|burned|burns|burnt|grabbed|"
            "shoved|shoves|pushes|pushed|controls|locks|locked|stalks|stalking ~2 me|"
            "us|her|him|kids|child|children|my|down|in|again"
        ),
        (
            "being|been|was|am|were|got|getting|is ~2 abused|raped|molested|beaten|"
            "groomed|assaulted|trafficked|strangled|stalked|blackmailed"
        ),
        "being|been|am|is ~1 threatened|forced",
        (
            "forced|forces|forcing|making|makes|made|make|pressured|pressuring|"
            "blackmailing|blackmail ~1 me|her|him|us|them ~2 to|do|have|into|get|"
            "sleep|go ~3 sex|sleep|sleeping|things|marry|nudes|pictures|photos|bed|"
            "touch|undress|against|money|naked|him|it|this|surgery|procedure|have|get"
        ),
        "force|forced|forcing|forces me|her",
        "force|forced|forcing|forces himself|herself ~1 on|onto|into|upon|inside",
        "against my|her|his will",
        (
            "touches|touched|touching|touch me|her|him ~3 inappropriately|there|"
            "sexually|wrong|private|privates|dont|didnt|where|when|at|under|without|"
            "breast|breasts"
        ),
        (
            "touched|touching ~4 private|privates|inappropriately|sexually|vagina|"
            "breasts|breast"
        ),
        "sexually|sexual ~2 assault|assaulted|abuse|abused|touched|harassed",
        "rape|raped|rapist",
        "domestic ~1 violence|abuse",
        (
            "scared|afraid|terrified|frightened|fear ~2 of ~1 him|husband|boyfriend|"
            "partner|dad|stepdad|father|ex|wife|uncle"
        ),
        "scared|afraid|terrified|not safe|frightened to go home",
        (
            "dont|not|doesnt|never|isnt ~2 feel ?safe safe ~3 home|him|house|here|"
            "with|at|tonight"
        ),
        "not safe at home|here|night",
        "not safe with|around ~1 him|her|them|dad|husband|partner|ex|boyfriend|mum",
        (
            "he|husband|boyfriend|partner|ex|dad|stepdad|mum|uncle ~2 wont|doesnt|"
            "never let|lets me ~3 leave|out|go|see|have|eat|talk|phone|work"
        ),
        "hes going to|gonna kill|hurt me|us|her",
        (
            "he|she is|will|says|said|threatened|threatens|threatening ~5 kill|hurt|"
            "acid|burn ~2 me|us|her|him|my|kids"
        ),
        "going to kill me|us|her",
        "bruises ~5 husband|boyfriend|partner|dad|hits|hit",
        "locked ~3 in ~3 room|house|bedroom",
        "took|takes|taken|hides|controls|has my passport",
        "honour|honor based|killing",
        "forced marriage",
        "marry ~3 against",
        "fgm",
        "he did ~1 this to me",
        "paedophile|pedophile",
        "black eye ~5 he|husband|boyfriend|partner|dad|him",
        "he ~3 hurts|hurt me",
        (
            "husband|boyfriend|partner|dad|mum|stepdad|wife|girlfriend|uncle|brother|"
            "ex|parents|he|she ~2 hurts|hurting|hurt me|us|my|her"
        ),
        "hurts me when|if|at|every",
        "threw|throws|threw ~2 at me|acid",
        "escape ~2 him|husband|partner|home|boyfriend",
        "help me leave him",
        "knife|gun to my ~1 throat|head|neck",
        "slaps|hits|beats ~2 kids|children|us",
        "wont ~1 take no",
        "i said no ~5 anyway|didnt|stop",
        "without my|her|his|their consent",
        "didnt ~1 consent",
        "squeez+ ~3 neck|throat",
        "squeezed|squeezes|grabbed|grabs|grabbing ~2 neck|throat|wrist|wrists|hair",
        (
            "hand|finger|grip|fingers|belt|bite|strangle ~2 mark|marks|prints ~4 "
            "neck|arm|arms|throat|face|her|my|wrists"
        ),
        "bruise|bruises|marks ~3 like|shaped ~3 fingers|finger|hand|fist|belt",
        "finger|fingers|hand|fist|belt|buckle shaped|marks|mark|bruises",
        (
            "backhand|backhanded|backhands|headbutted|whacked|clouted|thumped|"
            "battered|batters|walloped|throttled|throttles|smacked|smacks|belted|"
            "lamped|hit ~2 me|her|him|us"
        ),
        (
            "gets|flies|flew ~3 mood|rage|temper|angry|violent|nasty ~4 no|me|if|"
            "when|dont|drunk|drink"
        ),
        "gets|got|is|was|became|turns|turned ~1 violent|handsy",
        (
            "he|she|husband|partner|boyfriend|dad|ex|mum ~1 gets|got|turns|turned "
            "nasty|rough"
        ),
        "touchin|touches|touching|touched ~6 secret",
        "secret ~6 touch|touches|touching|touchin|uncle|stepdad|dad|him",
        (
            "keep|keeps|kept|took|takes|has|hides|holding|holds ~2 passport|papers|"
            "id|visa|documents"
        ),
        "must|have to|made|makes ~4 see|sleep|entertain ~2 men|customers",
        "sleep in|at ~2 salon|shop|spa|work",
        "i am|he|she|is|not|me ~1 not allowed ~2 out alone|by|without him|her",
        (
            "not allowed ~2 see|talk|speak ~2 family|friends|mum|mates|anyone|people|"
            "sister"
        ),
        "not allowed ~2 own|my|any ~1 phone|money|friends|bank",
        "not allowed ~1 leave ~1 house|home|flat|room",
        "isnt allowed ~3 out|leave|phone|money ~2 alone|house|without|own",
        (
            "he|she|husband|partner|boyfriend|dad|mum|ex|always ~2 goes|go|went "
            "through ~1 my|her|every ~1 phone|messages|penny|bank|receipts|"
            "statements|texts|money|bag"
        ),
        (
            "he|she|they|husband|wife|partner|boyfriend|girlfriend|dad|mum|ex|"
            "stepdad|father|mother|boss|uncle|brother ~2 checks|check ~2 phone|"
            "messages|bank|receipts|statement|texts|mileage|who"
        ),
        (
            "he|she|they|husband|wife|partner|boyfriend|girlfriend|dad|mum|ex|"
            "stepdad|father|mother|boss|uncle|brother ~1 doesnt|dont|wont ~2 like|"
            "let|want|allow ~1 me|her|him|us ~2 talking|seeing|talk|see|leave|out|go|"
            "speak|working|work|alone|have|eat|use ~3 friends|family|anyone|people|"
            "alone|job|money|phone|house|out|food|work|mum|sister|doctor"
        ),
        "theres|there is always ~1 consequences|trouble",
        "make|makes|made me|us|her pay ~1 for it",
        "paid|pay for it ~1 last time|later|home ~4 he|him",
        "punish|punishes|punished me|us|her|him",
        (
            "he|she|they|husband|wife|partner|boyfriend|girlfriend|dad|mum|ex|"
            "stepdad|father|mother|boss|uncle|brother ~3 turn|turns|turning|shows|"
            "showing|waits|waiting|keeps|follows|parked ~4 outside|following ~3 "
            "house|work|building|school|home|flat|me"
        ),
        "stalk+|stalker|stalking|following me|her",
        "if he cant ~2 have me|her",
        (
            "he|she|they|hell|hes|ex|husband|boyfriend ~4 ruin|slash|slashed|smash|"
            "cut|burn|destroy ~1 my|her|your face"
        ),
        "acid attack|attacked|threat",
        "throw|threw|pour ~3 acid",
        "slashed ~2 tyres|tires",
        (
            "knife|gun|machete|hammer|bat|axe ~8 he|husband|outside|door|ex|him|"
            "partner|dad|wants|neck|kill"
        ),
        (
            "hes|he|him|husband|ex|boyfriend ~4 outside|door|downstairs ~4 knife|gun|"
            "angry|screaming|banging|kill|quiet|dont|hide"
        ),
        (
            "hiding|hidden|hide ~2 in|from ~1 bathroom|cupboard|toilet|loo|wardrobe|"
            "shed|him|husband|dad|partner|ex|boyfriend|stepdad"
        ),
        (
            "film|filmed|filming|recorded|photographed ~2 me|her|us|him ~4 naked|"
            "undressed|sex|nude|changing|shower"
        ),
        "pictures|photos|video|videos of me|her|us ~2 naked|undressed|nude|topless",
        "unless i ~4 what he|sex|come|pay|sleep|do",
        "do what he ~2 wants|says|likes|or",
        (
            "send|sends|sent|sending|asked|asks|wants|asking ~2 him|her|nudes|naked "
            "~3 pictures|pics|nudes|photos|videos|selfies"
        ),
        "pays|paying|pay ~5 if|for ~4 sex|nudes|sleep|naked",
        "older man|guy|bloke|men ~4 pay|bruises|pictures|paying|pays|terrified|gifts",
        "met ~4 online ~6 pictures|pay|paying|meet|send|sends|nudes|older|hotel",
        "owe|owes|owed ~2 him|them|money ~4 sex|turn|sleep|body|filler",
        "a turn ~1 with|on me|her",
        "mates|friends ~3 turn|turns|go ~1 with|on me|her",
        "cut|cutting ~2 down there",
        "fgm|circumcis+|circumcised|circumcision|infibulation",
        (
            "taken|taking|takin|take|send|sending|sent|flying|fly|going ~3 abroad|"
            "overseas|out|country ~6 cut|marry|marriage|married|engaged|clean|"
            "circumcised"
        ),
        "taken|taking|take|sent|sending|send ~4 home|back ~4 to marry|cut",
        (
            "marry|marriage|married ~6 forced|force|cry|cries|crying|refuse|choice|"
            "against|stranger|cousin|dont want"
        ),
        (
            "family|parents|dad|uncle|auntie|mum|they ~4 marry|marriage|married ~5 "
            "make|making|force|forcing|chosen|dont"
        ),
        (
            "lock|locks|locked ~1 me|her|him|us|them ~2 in|room|house|bedroom|"
            "basement|cupboard|bathroom|kitchen|shed"
        ),
        "locks ~2 kitchen|fridge|food|doors",
        (
            "he|she|they|dad|mum|husband|wife|partner|boyfriend|girlfriend|ex|father|"
            "mother|stepdad|uncle|brother|son|carer|boss ~2 locks|locked|locking|bolts "
            "~1 the|our ~2 door|doors|windows|gate|gates|fridge|house|flat"
        ),
        "take|takes|took|taking my|our|the children|kids|baby ~1 away|off me",
        "take|takes|taking my|our|the children|kids|baby ~2 if i leave|tell|go",
        "touches|touched|touch|hits|touching me|her|him|us ~2 at|in night|bed|bath",
        (
            "daddy|dad|uncle|stepdad|grandad|brother|teacher|coach|priest|stepfather|"
            "cousin|mummy|mum|babysitter|carer|mother|boyfriend|nephew|stepmum ~3 "
            "hurts|hurt|touch|touches|touched|touching|touchin|beats|hit|hits|kicks|"
            "burn|burned|burns|shook|shakes|grabs|grabbing ~3 me|her|him|them|my|us|"
            "baby"
        ),
        "cigarette burns|burn|marks",
        "no shoes|coat|food ~6 kid|child|garden|cold|boy|girl",
        (
            "kid|child|toddler|boy|girl|baby ~8 starving|hungry|filthy|bruises|"
            "neglected ~6 shoes|burns|alone|food|always|night"
        ),
        "left alone ~6 kids|children|baby|toddler",
        "held|holds|holding|pinned|pins|tied|ties ~1 me|her|him ~1 down",
        "tied|ties|restrained ~2 hands|wrists",
        "crying ~3 saying|said no",
        (
            "i|she|he said|saying|told ~2 no ~5 held|anyway|carried|continued|"
            "ignored|didnt|kept|forced|crying"
        ),
        (
            "dont|didnt|didn|not|never ~3 want ~3 sex|touch|touched|touching ~5 him|"
            "therapist|froze|anyway|forced|me"
        ),
        "i froze",
        (
            "sex ~6 froze|want|wanted|no|forced|drunk|asleep|make|makes|made|unless|"
            "if|therapist|owe"
        ),
        "without ~2 permission ~3 sex|touch|touched|inside|asleep",
        "while i was asleep|drunk|unconscious|under|sedated",
        "woke ~4 on top|inside|touching|naked",
        (
            "he|she|they|husband|partner|boyfriend|mum|dad|boss ~2 makes|make|made|"
            "making me|her ~3 have|get|do|wear|sleep|take|starve|work|pay ~5 or|"
            "otherwise|hits|else|against|scared"
        ),
        "mood ~3 if ~2 no",
        "hes ~1 going|gonna|will find|hurt|kill|come",
        "deport|deported ~2 me|her|back",
        "threat|threatens|threatened|threatening ~4 send me|her back",
        "no money ~2 my own",
        (
            "he|she|they|husband|wife|partner|boyfriend|girlfriend|dad|mum|ex|"
            "stepdad|father|mother|boss|uncle|brother ~3 controls|controlled ~3 me|"
            "her|everything|money|what"
        ),
        (
            "controlling|coercive ~2 husband|partner|boyfriend|relationship|wife|"
            "behaviour|control"
        ),
        (
            "he|she|husband|partner|boyfriend is|so|very|really ?so controlling|"
            "abusive|violent"
        ),
        (
            "abusive ~2 partner|husband|relationship|boyfriend|wife|home|dad|mum|"
            "parents|ex"
        ),
        "dishonour+ ~2 family",
        "like|as|his|her|their|a ~1 slave",
        "modern slavery",
        "trafficked|trafficking|pimp",
        "prostitut+|prostitute",
        "scared|afraid|terrified ~3 he|she|to leave|will|go|might|finds",
        (
            "dont tell ~3 him|husband|dad|boyfriend|partner|mum|parents ~6 hit|kill|"
            "hurt|angry|scared|find"
        ),
        (
            "split lip|black eye|bruises|fractured ~6 husband|carer|boyfriend|"
            "partner|dad|mum"
        ),
        (
            "neglecting|neglects|neglected ~2 child|children|kids|baby|toddler|gran|"
            "him|her|me"
        ),
        "our ?little secret|game",
        "keep ~3 chat|this|it quiet|secret",
        "post|share|leak|upload|send ~4 nudes|naked|video|videos ~3 unless|if|family",
        "post|share|leak|upload it|them unless|if|everywhere",
        "wets|wetting ~2 bed",
        "if he finds|knew|knows|sees",
        "or i|he|she get|gets|will|else|out ~2 hit|hits|kill|hurt|beaten",
        "get ~4 done or ~1 get out",
        (
            "terrified|scared|frightened|afraid ~1 of ~1 him|her|husband|partner|"
            "boyfriend|dad|stepdad|uncle|ex"
        ),
        "locked herself|myself|himself ~5 because|hiding|from",
        (
            "hitting|hits|beating|beats|hurting|hurts|abusing|abuses|kicking|kicks|"
            "punching|punches|slapping|slaps|molesting|starving|shaking ~3 kids|"
            "children|child|son|daughter|wife|baby|toddler|girlfriend|mum|mother"
        ),
        (
            "someone|somebody|man|bloke|guy|teacher|boss|therapist|doctor|"
            "practitioner|nurse|worker|staff|flatmate|roommate|pastor|coach|carer|"
            "neighbour ~3 hurting|hurts|hurt|touched|touches|touching|hit|hits|"
            "hitting|raped|assaulted|groped|attacked|abusing|abused ~2 me|her|him|us"
        ),
        "groped|groping|fondled|flashed",
        "touched|touches|touching ~3 inappropriately|sexually|inappropriate|wrongly",
        "makes|make|made|making|forces|force|forced ~3 sex",
        (
            "makes|make|made|making|forces|force|forced me|her|him|us|them|kids ~3 "
            "things|stuff"
        ),
        (
            "scared|afraid|frightened|terrified ~2 of ~2 husband|wife|partner|"
            "boyfriend|dad|mum|father|mother|him|her|stepdad|ex|uncle|brother"
        ),
        (
            "he|she|partner|husband|boyfriend|dad|ex|wife ~4 kill|hurt|stab|burn|"
            "shoot me|us|her|him"
        ),
        "threatened|threatens|threatening ?to me|us|her|him|my|kids",
        (
            "threatened|threatens|threatening|threat ~4 knife|gun|kill|hurt|acid|"
            "stab|burn|beat|harm|hit|deport|street|police|deported"
        ),
        (
            "he|she|they|husband|wife|partner|boyfriend|girlfriend|dad|mum|ex|"
            "stepdad|father|mother|boss|uncle|brother ~2 wont|doesnt|not|never ~1 "
            "let|lets|allow|allowed ~2 see|go|leave|use|out ~2 friends|family|phone|"
            "out|house|alone|mum|home"
        ),
        "hurt|hurting|hits|hit ~2 at home",
        "someone at home",
        "being|is|am|was|were ~2 forced ~3 marry|sex|have|marriage|surgery|into",
        "beaten up",
        "beat|beats|beaten ~2 up",
        "black eye|eyes ~8 he|husband|partner|boyfriend|dad",
        "comes|came|gets|climbs|sneaks into ~2 room|bed ~4 night|me|at",
        (
            "pressured|pressure|pressures|pressuring|coerced|coerces|coercing|"
            "bullied|blackmailed ~3 into ~2 sex|sleeping|it|bed|marriage"
        ),
        (
            "being|getting|been ~1 abused|beaten|hit|raped|controlled|stalked|"
            "threatened|groomed"
        ),
        "grabbed|grabs|held|holds|pinned ~2 by the throat|neck|hair",
        "dragged ~2 by ~2 hair",
        "he|she|hes|they ~4 going|gonna ~2 hurt|kill|beat|get ~1 me|us|her",
        (
            "he|she|they|husband|wife|partner|boyfriend|girlfriend|dad|mum|ex|"
            "stepdad|father|mother|boss|uncle|brother ~2 has|took|takes|keeps|hides|"
            "hid|controls my ~2 phone|passport|bank|card|keys|money"
        ),
        "asked|asks|asking|wants|sent|sends|send ~4 nudes|naked|topless|intimate",
        (
            "asked|asks|asking|wants|wanted ~2 pictures|pics|photos ~2 of|me ~2 body|"
            "chest|bum|underwear|bra|pants|changing"
        ),
        "domestic situation|incident|incidents|refuge|abuser",
        "{someone} ~3 breaks|smashes|smash|throws ~2 things|stuff|plates|everything",
        (
            "{someone} ~2 hits|hit|beats|slaps|kicks|punches|whips|burns|strangled|"
            "strangles|chokes ~1 me|us"
        ),
        "{someone} punch|punches|slap|slaps|beat",
        "{someone} ~3 punch|punches|slap|slaps|kick|kicks ~1 when|if|me",
        (
            "takes|took|taking|has photos|pictures|videos|pics of ~2 me|her|him ~5 "
            "changing|naked|undressed|shower|bath|sleeping|bed"
        ),
        (
            "{someone} ~4 takes|took|controls|keeps|steals ~3 my wages|money|"
            "pension|card|passport|phone"
        ),
        (
            "{someone} ~3 scratches|bites|pinches|pushes|shoves|grips|grabs|shakes|"
            "twists|drags ~1 me|my ~4 face|arm|arms|hair|when|and|neck"
        ),
        "selling|sold|sells|renting|rents ~1 me|her|us|girls ~2 to|for|out",
        (
            "from|by him|her|his|being ~1 gripping|grabbing|hitting|holding|"
            "squeezing|gripped"
        ),
        "wont let me leave|out",
        (
            "scared|afraid|frightened|terrified ~2 go|going|be|of ~1 home|him|"
            "husband|boyfriend|dad|partner"
        ),
        "hits|hit|beats|slaps|kicks ~1 me with ~2 belt|stick|cable|shoe|slipper",
        "touched|touching me ~4 shouldnt|wrong|private|under|down|there",
        "put|puts|stubbed ~3 cigarette|cigarettes|iron ~3 me|my",
        "forced|forcing|made|makes ~2 me|to ~3 marry|sex|work",
        "held|holds|pins|pinned me down",
        "exposed|flashed himself",
        "got|were|was|are|been ~1 drugged|spiked",
        "put|slipped ~2 something ~2 in my|her ~1 drink|glass|coffee",
        (
            "woke|wake|woken|came ~2 up|round ~3 no|without|missing|off tights|"
            "knickers|pants|bra|clothes|underwear|trousers"
        ),
        (
            "holds|held|puts|put|pressed|presses|pushed|pushes|burns my|her|his|our "
            "~1 hand|hands|arm|arms|face|fingers|feet on|in|against|to|under ~2 hob|"
            "stove|iron|radiator|cooker|fire|hot|boiling|oven"
        ),
        (
            "boyfriend|mum|dad|stepdad|husband|partner|uncle|brother|ex|he|she ~2 "
            "did this ~3 to|with ~2 me|face|my|cigarette|iron|lighter|belt"
        ),
        (
            "says|said|told|tells|told ~3 to ~1 tell ~2 people|ppl|everyone|them|"
            "doctor|school|teacher|police ~3 acne|fell|accident|its|it"
        ),
        "throttled|strangled|choked ~1 me|her",
        "fingermarks|handprint|handprints|fingerprints ~4 neck|throat|arm|arms|face",
        "i didnt walk|fall|trip ~2 cupboard|door|stairs",
        "walked|walk into ~1 cupboard|door ~8 didnt|truth|really|lie|lied",
        "work|working ~5 no|without money|pay|wages ~3 every|day|passport|boss",
        "got|has|keeps|kept|took|holds my passport",
        "stands over|beside me|her ~2 while|when",
        (
            "he|she|husband|partner|boyfriend|ex|mum ~1 picks|decides|chooses ~2 "
            "which|what|how ~3 treatments|treatment|wear|look ~2 i have|stands"
        ),
        "wears ~2 cameras",
        "cameras ~3 every|each room",
        "checks|reads|watches who|all ~2 my ~1 messages|calls|rings|texts",
        "flinches ~3 when|if ~4 dad|mum|he|him|she|uncle",
        "made|make|makes|making me ~1 have sex",
        "had sex ~3 me ~4 asleep|said|no|drunk",
        "comes|came|coming in|into my|her ~1 room|bed ~3 night|nights",
        "kicks|punches|hits|beats|slaps me|us|her when|if|because|with",
        (
            "hits|hit|beat|beats|whips|whipped|belted me|him|her|us with ~2 buckle|"
            "belt|slipper|cable|spoon|stick|hanger"
        ),
        "bit|bites|burned|burnt|branded|stabbed me ~3 first|again|husband|he",
        (
            "where ~1 my|her husband|dad|boyfriend|partner|ex|stepdad|mum bit|burned|"
            "burnt|hit|cut|stabbed|kicked|punched"
        ),
        "sleep|sleeping with ~2 chair|knife|door ~4 door|against|locked|pillow",
        "hes|he|him in ~2 mood ~2 again|tonight",
        "ex|he waits|follows|watches ~2 outside|flat|me|house|work|home",
        (
            "wants|asks|asking|told|tells|says ~3 pics|pictures|photos|nudes ~3 my|"
            "of ~2 chest|bum|body|boobs|bra"
        ),
        "held|holds|keeps|had|has her|his|my ~1 passport",
        "answers|answered|speaks|spoke|talks ~3 for her|him ~5 passport|scared|help",
        "mouthed ~1 help",
        "lock|locks her|him",
        "not allowed ~1 out ~2 unless|without|alone",
        "close|closes|lock|locks ~1 door ~2 key",
        "he|husband|they|fella ~3 take|takes ~1 my|the|our children|kids|baby",
        "say|says|said ~2 if i go|leave ~8 take|finish|kill|send",
        "take|taking ~2 abroad ~4 wedding|marry",
        (
            "flying|fly|flown|sending|taking me|her ~2 out|over|abroad|back ~6 "
            "married|marry|engaged|cut|husband"
        ),
        "get|be|getting married ~3 dont|didnt|never want|agree|choose",
        "make|making|made me ~1 marry",
        "marry him or else",
        (
            "he|she|husband|partner|boyfriend|dad|ex checks|reads|goes|looks|tracks "
            "~2 who|calls|rings|my|emails|phone|messages|location"
        ),
        "last time ~1 i paid for it",
        (
            "had|put|has|puts his|her ~1 hand|hands ~2 on|up|down|over|where ~2 my|"
            "little|daughter|girl|son|skirt|top|shouldnt|trousers"
        ),
        "hand|hands|fingers where ~2 shouldnt|shouldn|wrong",
        "being|am made to ~3 for|by ~2 his|friends|him|men|them",
        "made|make|makes me ~1 see|sleep|go ~2 men|customers|him|clients",
        "pay|paying|paid ~2 off|back ~4 body|sex|owe|sleep",
        "with my body",
        (
            "he|she|husband|partner|boyfriend|dad|ex|mum has|have|is ~1 broken|broke|"
            "fractured|cracked ~1 my ~1 arm|nose|ribs|rib|jaw|wrist|finger|tooth|"
            "teeth|cheek"
        ),
        "in ~1 that|a|one mood|temper ~2 again|tonight|now",
        (
            "step|stepmum|mum|dad|he|she ~4 burns|burned|burnt|scalds|scalded ~1 me|"
            "us|him|her"
        ),
        (
            "burn|burned|burnt|burns|stubs|stubbed ~2 cigarette|cigar|iron|lighter|"
            "poker ~3 me|my|arm|face|leg|hand|back"
        ),
        (
            "stand|sit|stay|kneel in|on ~1 cold|freezing|ice|rice ~1 bath|baths|"
            "water|floor|garden|hours"
        ),
        (
            "shoves|pushes|shoved|hits|slaps|grabs|drags ~1 her|him|me|gran|nan|mum|"
            "grandad|dad|us"
        ),
        "leaves|left ~1 her|him|them|gran|mum ~3 wet|soiled|dirty|mess|hungry",
        "leaves|left ~1 her|him|them ~2 without food",
        "wet|soiled sheets|bed|pad|nappy ~4 hours|days|all|left",
        "pushed|push|threw|thrown|kicked|knocked ~1 me|her|him ~1 down ~1 stairs",
        "pushed down the stairs",
        (
            "black eye|split lip|fat lip|broken nose|bruises ~6 again|weekend|"
            "weekends|happens|every|foundation|cover|concealer"
        ),
        "watches me ~2 in|shower|bath|undress|change|sleep",
        "kept|held|locked ~2 in a|this house|flat|room ~4 girls|women|others|men",
        "pregnant by|from my ~1 teacher|uncle|stepdad|dad|cousin|brother|boss",
        "scared|afraid|frightened to sleep ~5 comes|who|him|night",
        "nobody|noone ~1 feeds|feed|washes|changes ~1 her|him|gran|nan|mum|grandad|me",
        "wont|doesnt|not feed|wash ~1 her|him|gran|nan|mum|grandad|me",
        (
            "he|she|they|husband|partner|dad|mum|daughter|son|carer|law ~6 wont|"
            "doesnt|refuses give|let ~1 me|her|him ~2 insulin|medicine|tablets|food|"
            "inhaler|pills|eat"
        ),
        (
            "cut|kill|hurt|hit|beat me|her|him if i|she|he ~1 tell|told|leave|left|"
            "say|go|talk|speak"
        ),
        "if i|she|he tell|tells|told ~4 cut|kill|hurt|hit|beat|die",
        (
            "not|isnt|dont paid|paying|pay|get paid ~5 boss|work|salon|shop|sleeping|"
            "passport|country"
        ),
        "sleeping|sleep|live|living in the ~1 shop|salon|back room|spa",
        "brought ~1 me|us|her ~1 to this country|here ~6 work|paid|passport|salon",
        "must not see ~2 message|this|chat",
        "dont|cant let him|her see ~1 this|message|chat",
        (
            "hit|hits|beat|beats|slap|slaps when|if i ~2 speak|talk|say|go|late|cry|"
            "refuse|forget"
        ),
        "husband|boyfriend|partner|dad ~1 is not let",
        "not let me ~1 go|out|leave|see|work",
        (
            "nude|nudes|naked ~3 photos|pics|pictures|video|videos ~6 unless|sends|"
            "send|post|share|leak|work|family|school"
        ),
        "black eye|eyes ~4 happens|again|weekends|most|every|another",
        "to get ~1 married ~4 dont ~1 want",
        "flying me ~3 to get married",
        "gets|got|climbs|climbed|comes|came in|into my|her ~1 bed",
        "makes|made|make me|us|her ~1 kneel|stand|sleep|strip|beg|crawl",
        (
            "shaves|shaved|cuts|cut|pulls|pulled|yanks my|her ~1 hair|head ~6 if|"
            "look|because|out"
        ),
        "counts|tracks|times|checks my ~1 steps|calories|miles|breaks|journey",
        (
            "tied|ties|strapped|locked ~2 in|to ~1 her|his|a|the chair|bed ~4 out|go|"
            "hours|while"
        ),
        (
            "took|takes|pulls|pulled ~1 my|her|his ~1 shorts|pants|trousers|knickers|"
            "top ~1 down|off"
        ),
        "slap|slapped|punch|kick|belt ~1 for ~1 every",
        "extras ~2 with|for customers|clients|men",
        "did things ~3 when|while|to ~2 i|me|drunk|asleep",
        "said stop ~3 carried|kept|went on|going",
        (
            "sending|send|taking ~3 sister|daughter|niece|her|me ~3 home|back|abroad "
            "~2 for ~2 cutting|cut"
        ),
        "burned|burnt|hid|tore|ripped|took my ~1 passport|papers|visa",
        "took|takes|keeps my papers",
        (
            "hits|hit|beats|slaps ~1 me ~1 with ~1 her|his|a|the shoe|belt|spoon|"
            "ladle|cable|brush"
        ),
        "hasnt|wont|doesnt ~1 let|give ~1 me ~2 have ~2 bank ~1 card",
        "photos|pictures|video ~3 asleep ~4 money|pay|share|post",
        (
            "brothers|brother|dad|father|family|uncles ~2 will|would kill me ~8 boy|"
            "mean|honour|shame|talked"
        ),
        "wont let me ~2 go|leave ~1 home ~2 until|till ~3 paid|pay",
        "he wanted to ~1 and i ~1 was|said|just|couldnt|didnt|let|lay",
        # Passports and papers that others hold.
        (
            "he|she|they|boss|manager|agency|madam|family|uncle|landlord|husband ~2 "
            "got|has|have|took|taken|keeps|keep|hold|holds ~1 my|our ~3 passport|"
            "passports"
        ),
        (
            "get|give ~1 my|our documents|papers|passport|passports back ~2 until|"
            "till|when"
        ),
        # Heat, cold and shut doors as punishment.
        (
            "makes|make|made|puts|put|shuts|shut ~2 him|her|me|us|brother|sister ~3 in "
            "the|a ~1 shed|yard|crate|cage|cupboard|cellar|coalhole"
        ),
        (
            "makes|make|made him|her|me|us stand|sit|kneel ~2 in|under ~2 cold|"
            "freezing "
            "bath|shower|water"
        ),
        "puts|put|holds|held ~1 me|her|him in|under the|a ~1 cold|freezing bath|shower",
        (
            "holds|held|hold|holding|put|puts|pushed|pressed my|her|his|mummys ~2 hand|"
            "hands|face|arm|fingers on|in|against|over|to ~1 hob|stove|iron|kettle|"
            "radiator|cooker|oven|flame|candle|steam"
        ),
        (
            "he|she|madam|boss|mum|dad|husband|they|mother|partner ~1 threw|throw|"
            "throws|"
            "poured|pours ~1 hot|boiling|scalding ~1 oil|water|tea|coffee|fat"
        ),
        (
            "he|she|husband|partner|dad|mum ~1 shakes|shook|shakin ~1 her|him|baby ~4 "
            "cries|crying|cry|stop"
        ),
        "sleep in the ~1 yard|shed|cellar|crate",
        # Chased, threatened, drugged.
        "said|says|told ~2 he|she|they will|would put|throw|chuck acid",
        "driving|drives|out ~1 round|around|about looking for me",
        "tights|knickers|pants|bra|underwear ~3 inside out ~8 woke|came|round|remember",
        (
            "woke|wake|came ~2 up|round ~6 tights|knickers|pants|bra|underwear|"
            "trousers "
            "~4 inside|undone|off|missing|different"
        ),
        "want to go home to him|her",
        "only when he ~1 been|had|is ~3 drink|drinking|drunk",
        (
            "he|she|they ~3 post|share|leak|send ~2 pictures|photos|pics|videos ~2 if|"
            "unless"
        ),
        (
            "didnt|havent|not|never ~1 say|said|agree|agreed ~1 yes ~1 to ~1 wedding|"
            "marriage|marry"
        ),
        (
            "he|she|husband|partner|boyfriend|dad|ex broke|fractured|cracked my ~1 "
            "cheekbone|skull|collarbone|eye"
        ),
        "wont|doesnt|refuses change|wash|feed|turn|lift me|her|him ~1 unless|until",
        "threat|threatened|threatens|threatening ~1 to ~1 kill|stab|burn|hurt",
        (
            "gets|being|is|was ~1 pushed|pinched|slapped|shoved|hit|kicked|punched ~4 "
            "by ~3 carer|carers|staff|nurse|son|daughter|husband|boyfriend|dad|mum"
        ),
        "keeps|keep ~2 door|doors|gate|gates|windows locked",
        "door|doors|gate|gates ~2 locked ~8 cant|couldnt ~1 get|go|leave out",
        "punched|headbutted|strangled|throttled ~1 me",
        "pinned|pins|pinning me against|to|down|up",
        "put|puts|putting me|her|us in the|a|my ground|grave|morgue",
        "he|she|they ~1 made|makes|make me drink|swallow|smoke|snort",
        "force|forced|forcing us|him|them into ~2 car|van|house|room|bed|marriage",
    ),
    "ABUSE_OTHER": (
        "hit|hits me up|like|that",
        "hit|hits me with ~2 price|bill|quote|fee|charge|news|offer",
        "hits|hit home|different",
        "hits|hit the spot",
        (
            "makes|made|make me feel|look|laugh|smile|happy|nervous|confident|want|"
            "book|sign|pay|self"
        ),
        "beats me why|how",
        "beat|beats the queue|price",
        "threw me a|off",
        "hurts|hurt|hurting me ~3 needle|peel|laser|with the|treatment|pain",
        "grip ~2 marks ~3 microneedling|pen",
        "get|got ~2 mood",
        "hot yoga|sauna",
        "sex ~1 hormones|hormone",
        "hold|held ~3 numbing|ice|cotton|gauze|down ~2 plaster",
        "control ~3 acne|oil|shine|breakouts|diabetes|diabetic|sugar|weight|pigment",
        "controls|control ~2 oil|acne|weight",
        "controlled",
        "circumcision ~2 scar",
        "or ~2 leave|out ~2 on",
        "turn ~2 up|red|on",
        "happy|surprise|lovely|gift|voucher|birthday|hens|hen",
        (
            "terrified|scared|frightened|afraid ~2 of ~1 needles|needle|scarring|"
            "pain|injections|scars|ageing|blood|dentist|the|laser|botox|peels|it|"
            "looking|spiders|wasps|side|results|being|getting|going|needing|having|"
            "losing|dying"
        ),
        "wedding|marriage ~6 skin|glow|facial|peel|photos|botox|filler|ready",
        (
            "would|will|gonna|going ~2 kill|murder|shoot|strangle me if|when|for ~3 "
            "saw|sees|spent|spend|spending|cost|price|late|miss|missed|forget|forgot|"
            "book|booked|buy|bought|touch|touched|pick|picked|cancel|cancelled|hair|"
            "wedding|tan|tanned|smoke|smoked|burnt|skip|skipped"
        ),
        "would|will|gonna|going ~2 kill|murder|shoot me haha|lol",
        (
            "kill|murder|shoot|strangle me if|when ~6 paid|spent|spend|much|cost|"
            "home|beard|shave|serum|forehead|eyebrows|brows|fringe|carpet|sheets|towels"
        ),
        "if ~1 he|she ~1 knew|finds|found|sees|saw ~3 much|cost|spent|price|paid|money",
        "spent|spend|cost|spending|bill",
        "before ~1 and after",
        (
            "pictures|photos|pics ~4 scar|scars|skin|face|progress|results|treatment|"
            "before|clinic|area|form"
        ),
        "you|clinic|receptionist|nurse|reception asked|ask|sent|send|sends|want|wants",
        "light|sun|lighting|sunlight hits",
        "neglect|neglected|neglecting ~1 skin|face|scars|aftercare|it",
        "wedding dress",
        "send me ~2 results|prices|info|information|brochure|link|leaflet|details",
        "it|needling|microneedling|laser|treatment|peel ~1 ruins|ruin|ruined",
        "sold me a|the|package|cream|course",
        "horror stories|story",
        "came up in ~2 lumps|rash|spots|hives",
        "text|texts|texting|call ~1 back",
        "photos|pics|pictures before|after",
        "force|forced|forcing ~2 cancel|rebook|wait|queue|pay",
        "before photos|pics|pictures",
        "hydra|chemical|peel|glycolic|salicylic|hyaluronic|lactic|azelaic ~2 acid",
        "gone|divorced|separated|split|over ~3 years|decade",
        "was violent ~8 over|gone|years|safe|ex",
        "gone|years|safe ~4 years|now|safe|away",
        "locked me out ~2 of|so|late|car|house",
        "locked ~1 me out",
        "nobody|noone|no one ~2 forcing|forced|making|made",
        "own ~1 choice|decision",
        "because ~2 dog|cat|toddler|puppy",
        "as ~1 id|proof",
        "passport ~3 id|form|photo|office",
        "hit|hits|hitting the ~1 gym|shops|town|pool|road|sales|books|button|target",
        "go home ~2 red",
        "go home ~1 with|looking ~3 face|bruise|bruises|swelling|puffy|lobster",
        "passport as id",
        "passport ~3 the|your form",
        # An inanimate subject.
        (
            "{thing} hit|hits|slapped|slaps|knocked|knocks|beat|beats|whacked|smacked|"
            "kicked|punched|floored|battered|burned|burnt|threw|throws|bit|grabbed|"
            "forced|forces|controls|throttled|choked|strangled|strangles|chokes"
        ),
        (
            "{thing} really|just|properly|has|had|definitely|always|nearly|almost|"
            "can hit|hits|hitting|slapped|slaps|knocked|beat|beats|beaten|whacked|"
            "smacked|kicked|punched|floored|battered|burned|burnt|threw|bit"
        ),
        # A game, a race, a toy.
        "beat|beats|beaten me|us|her|him to it",
        (
            "beat|beats|beaten me|us|her|him to the|your|that ~1 appointment|slot|sofa|"
            "punch|bathroom|parking|space|till|post|front|desk|phone"
        ),
        (
            "beat|beats|beaten|beating|thrash+ ~2 at|in|playing ~1 cards|chess|"
            "scrabble|monopoly|tennis|pool|golf|snap|darts|squash|quiz|fifa|uno|"
            "draughts|dominoes|badminton|bowling|rummy|cribbage|race"
        ),
        "beat|beaten up ~2 jeans|leather|sofa|car|bag|trainers|old|van|look|jacket",
        (
            "hit|hits|hitting|whacked|whacks|smacked|smacks|clobbered|beat|threw|"
            "throws|throwing|thrown|bashed|bopped ~3 pillow|pillows|cushion|cushions|"
            "snowball|snowballs|balloon|balloons|foam|sponge|teddy|feather|inflatable|"
            "confetti|frisbee|shuttlecock|baguette|loofah|cucumber|noodle"
        ),
        "beat|beats|beating ~1 eggs|drum|drums|rug|carpet|record|odds|clock|traffic",
        "bit|bites|bite ~1 my|her|his head|hand|nose off",
        "slap|slaps|slapped|smack|smacks|smacked ~2 hand|hands away|off",
        (
            "grabbed|caught|held ~3 when|as|because|before ~1 i|she|he ~1 slipped|"
            "tripped|stumbled|fell"
        ),
        "grabbed|caught ~8 saved",
        # Made to do what harms nobody.
        (
            "force|forced|forces|forcing me|us|her|him|them to ~1 download|wait|rebook|"
            "reschedule|book|cancel|register|install|click|fill|upgrade|subscribe|queue|"
            "park|email|moisturise|exfoliate|update|reset|scroll|verify|log"
        ),
        (
            "force|forced|forces|forcing ~1 me|us|her|him ~3 sunscreen|spf|factor|"
            "vegetables|veg|sprouts|broccoli|sunhat|moisturiser|serum|cleanser|yoga|"
            "pilates|app|update|mask|trifle|pudding"
        ),
        "forced|forcing myself",
        "forced ~2 perspective|landing",
        "forced|made ~8 heaven|bliss|heavenly|divine",
        "forced|made ~8 best thing|ever|present|birthday",
        # Threats of what is no harm.
        (
            "threatened|threatens|threatening|threat ~2 divorce|unfriend|disown|sue|"
            "confiscate|complain|tickle|rain|snow"
        ),
        (
            "threatened|threatens|threatening ~8 if ~1 i|she|he|we ~1 buy|buys|book|"
            "spend|order|moan"
        ),
        (
            "threatened ~2 with|by ~3 fee|fine|bailiffs|closure|extinction|redundancy|"
            "collection|parking|ticket"
        ),
        # A shop that locks up, an account that locks out.
        (
            "lock|locks|locked ~4 receptionist|reception|tries|attempts|account|portal|"
            "login|password"
        ),
        "i|we could|would ~1 strangle|throttle|smack|slap|batter",
        "can choke on",
        "choke on how|that|it",
        (
            "hit|hits the ~1 menopause|roof|jackpot|headlines|nail|sack|hay|big|bottle|"
            "forties|fifties|sixties|snooze|brakes|keyboard"
        ),
        "hit ~1 wall with",
        "took|take|taken a bit of",
        "abuse of ~1 time|free|parking",
        "waxing|threading|plucking|music|queue|steps ~1 abuse",
        (
            "let me out ~1 for|early|of ~3 appointment|lesson|lessons|class|school|"
            "work|meeting|shift|slot|am|pm|2pm|3pm|4pm|5pm"
        ),
        (
            "let|lets me ~1 have ~2 botox|filler|fillers|laser|peel|facial|tattoo|"
            "piercing|lashes|highlights"
        ),
        "let me out before|till|until|at ~1 {number}",
        "watch|app|fitbit|garmin counts|tracks|times",
        (
            "grab|grabs|grabbed me|us|her|him a|an|some|the ~2 coffee|drink|tea|"
            "sandwich|seat|slot|appointment|parking|bite|lunch"
        ),
        "make|makes|made|making me|us|her|him ~1 things ~1 better|easier|clear",
        "strangl+|chok+|throttl+ me|us in ~2 heat|sun|dress|collar|jeans|car",
        "forced|made ~8 thank god|goodness|heavens ~1 he|she|they|mum|dad did",
        (
            "force|forced|made me|her|him to ~1 go|see|ring|visit ~3 gp|doctor|dentist|"
            "optician|dermatologist|physio|gym|chiropodist|podiatrist"
        ),
        (
            "beat|beats|beaten me|us|her|him by ~3 stroke|strokes|points|point|seconds|"
            "minutes|goals|mile|miles|inches|votes|quid|hole|holes"
        ),
        "send|sending me back to ~1 shop|shops|kitchen|bed|work|reception|school",
        "{thing}|mine is strangling|choking|throttling|killing",
        "beaten to the|it|that ~2 sofa|till|slot|bargain|last|post|appointment|parking",
    ),
    "YOUNG_OTHER": (
        (
            "9|10|11|12|13|14|15|nine|ten|eleven|twelve|thirteen|fourteen|fifteen "
            "minutes|minute|hours|hour|days|day|weeks|week|months|month|sessions|"
            "session|pounds|pound|quid|percent|stone|am|pm|mm|cm|ml|mg|units|miles|"
            "oclock|st|kg"
        ),
        "years|year|yr|yrs old ~1 scar|scars|acne|tattoo|burn|mark|marks",
        "scar|scars|mark|marks|tattoo|burn ~4 years|year|yrs",
    ),
    "YOUNG": (
        "i am 9|10|11|12|13|14|15",
        (
            "am|is|only|just|aged|age ?only ?just 9|10|11|12|13|14|15|nine|ten|"
            "eleven|twelve|thirteen|fourteen|fifteen"
        ),
        "9|10|11|12|13|14|15 year|years|yr|y|yo ?old",
        "underage",
        "9|10|11|12|13|14|15 yo",
        "she|he|daughter|son|sister|brother|friend is ?only 9|10|11|12|13|14|15",
        "i am ~1 8|9|10|11|12|13|14|15",
        "i|im am 9|10|11|12|13|14|15",
        "year 5|6|7|8|9",
    ),
    "HARM_YOUNG": (
        (
            "hotel|paying|pays|cut|cutting|abroad|marry|married|sends|scared|vomit|"
            "purge|eat|eating|fat|skinny|kill|suicide|suicidal|alone|raped|sex|dm|"
            "snapchat|secretly|bleeding|infected|burning|agony|swollen"
        ),
        "mum|dad|parents|nobody ~1 doesnt|dont|knows|know",
        (
            "hurt|hurts|hurting|touch+|touched|touches|touching|hit|hits|hitting|"
            "scared|secret|bleed+|naked|pictures|nudes|photos|boyfriend|uncle|"
            "stepdad|forced|force|makes me|make me|starve+|starving|throw up|"
            "throwing up|sick after|cut|cutting|bleach|burned|burnt|die|beats|older "
            "man|hate myself|meet|stranger|drunk|pregnant|locked|pay me|online|"
            "behind ~3 acid|peel|filler|needles|bought ~4 online|tca"
        ),
        (
            "touch+|touched|hurt|hurts|hit|hits|beats|scared|secret|naked|nudes|"
            "forced|raped|uncle|stepdad|starve+|cutting|older"
        ),
        "older man|guy|bloke",
        "throw|throwing up",
        "pay|pays me",
        "sick after",
        "hate myself",
        "makes|make me",
        "meet ~3 stranger|online",
        (
            "boyfriend|partner|bf ~2 20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|"
            "36|38|40|42|45|50"
        ),
        "wants|want ~3 sex|nudes",
        "asked|asks|wants|sent ~4 pictures|pics|photos|nudes",
        "online ~4 pictures|meet|pics|older|asked",
        "comes|came ~2 room",
        "cutting|cuts|harming|overdose",
        "boyfriend ~2 is 18|19|20|21|22|23|24|25|26|27|28|29|30|35|40",
        "hits|hitting|hurting|hurts|hurt ~1 me",
        "pictures|photos|pics ~3 me",
        "no food",
        "leaves|leave us|me ~1 alone",
        "somebody|someone ~3 hurting|hurts",
        "send ~2 more|pics|photos|pictures",
        "bleaching",
    ),
    "EATING": (
        (
            "making|make|made|makes|force+|forcing|forced ?my ?her myself|herself|"
            "himself ~2 sick|vomit|throw|puke|purge|be"
        ),
        "making|make|made myself ~2 sick|vomit|throw|puke|purge",
        "makes|making|make herself|himself|themselves ~2 sick|vomit|throw",
        "purg+|purge+|purging|bulimic|bulimia|anorexic|anorexia|binge|bingeing|binging",
        (
            "throw|throwing|threw|chuck|bring ~1 up after ~3 eat|meal|meals|eating|"
            "food|dinner|every|lunch|it"
        ),
        "starv+|starve+|starving ~2 myself|herself|himself|to|for",
        (
            "havent|hasnt|not|stopped|hardly|barely|refuse|refuses|refusing|cant|"
            "dont ~2 eaten|eating|eat|food ~6 days|days|week|weeks|thin|skinny|fat|"
            "anymore|proper|weight|ugly|because"
        ),
        (
            "laxative|laxatives ~6 thin|weight|day|skinny|every|lots|loads|daily|"
            "food|eat|lose|handful"
        ),
        "taking|abusing|take ~3 laxatives",
        "eating disorder",
        "ana|mia tips",
        "only ~2 eat|eating|eaten ~5 apple|calories|cucumber|lettuce|day|gum",
        "500|400|300|200|100 calories|cals|kcal",
        (
            "only|just|dont|havent|not|barely ~3 eaten|eat|eating ~5 since|day|days|"
            "lunch|week|monday|tuesday|crackers|apple|rice"
        ),
        "fingers down ~3 throat",
        (
            "skip|skipping|skipped ~3 meals ~4 weeks|months|days|skinny|thin|"
            "everyday|weight|all"
        ),
        "scared ~2 eat|eating|food|gain|weight|fat",
        "periods stopped ~6 eat|eating|weight|thin|calories",
        "bmi ~3 12|13|14|15",
        "too fat|ugly ~3 eat|to eat|deserve",
        "disordered eating",
        "exercise|exercising|run ~4 hours ~6 food|eat|calories|burn",
        "relaps+|relapsed ~4 anorexia|bulimia|eating",
        (
            "throw|throwing|threw|bring|bringing|puke|puking|sick ~1 up ~2 "
            "everything|food|what|meals|all|whatever ~3 eat|ate|eating"
        ),
        "everything i eat ~4 sick|up|throw|vomit",
        (
            "havent|hasnt|not|dont|stopped|refuses|wont ~2 eaten|eating|eat ~5 fat|"
            "thin|skinny|weight|days|week"
        ),
        "feel|feels|feeling fat ~6 eat|eaten|starve|food",
        "so i can ~2 thin|skinny|thinner",
        "stopped eating",
        (
            "vomit|vomiting|purge|purging|throwing ~3 after|every ~3 meal|meals|eat|"
            "eating|food|dinner"
        ),
        "{many}|100|200|300|400|500|600 calories|cals|kcal",
        "make|makes|making ~1 myself|herself|himself vomit|sick|puke|throw",
        "binge ~6 vomit|sick|purge|throw",
        "binge|bingeing|binging ~3 purge|purging|vomit|sick",
        "starve|starving|starved ~1 myself|herself|himself",
        "laxatives ~4 day|40|20|30|every|many|box|stop",
        "purge|purging|purged",
        "havent|not|hasnt eaten ~4 days|week",
        "make|makes|making myself|herself|himself ~1 sick|throw|vomit",
        "weigh ~2 30|31|32|33|34|35|36|37|38|39|40 ~2 kilos|kg",
        (
            "only|just|nothing ~2 but|had|having|on|live|living|living on ~2 water|"
            "coffee|gum|ice|broth|cucumber|lettuce|apple|apples ~6 days|day|week|"
            "weeks|since|monday|sunday|thin|skinny|fat|disgusting"
        ),
        (
            "water|coffee|gum ~2 and|or gum|coffee|water|ice|nothing ~4 days|day|"
            "week|weeks|since|fasting"
        ),
        (
            "bring|bringing|brings|chuck|sick ~1 up ~2 every|each|all|most ~1 meal|"
            "meals|dinner|lunch|tea|thing"
        ),
        "laxatives|laxative ~3 night|day|a|every|before",
        "{number}|{many} laxatives",
        "chew|chewing ~3 spit|spitting|spits",
        (
            "down to ~1 {number}|{many} ~1 stone|kg|kilos|kilo|pounds ~6 lose|fat|"
            "more|still|weight"
        ),
        "apple|yoghurt|meal|cracker|egg a day ~8 cold|hairy|thin|dizzy|fat|faint",
        "weighs|weigh herself|myself|himself ~4 times|hourly|constantly",
        (
            "hides|hiding|bins|throws ~2 food|lunch|meals|dinner ~4 away|napkin|bag|"
            "room|eaten|thin"
        ),
        "knuckles ~6 throat|sick|vomit|scarred|teeth",
        "hairy ~2 cold",
        "allow|let myself ~2 calories|apple|meal|eat|food",
        (
            "only|just eat|eating ~1 on ~1 sunday|sundays|weekends|monday|mondays|"
            "saturday|saturdays ~1 now"
        ),
        "sick|throw|bring|puke|chuck ~1 it|everything|all|lot ~2 back up",
        (
            "havent|cant|dont|not keep|kept ~1 a meal ~1 down ~8 clean|month|weeks|"
            "proud|thin"
        ),
        "hide|hiding|hid ~2 food ~3 sleeve|sleeves|napkin|bag|pockets|bin",
        "age|aged nine|ten|eleven|eight|8|9|10|11|12 clothes|jeans ~8 big",
    ),
    # ---- urgent
    "AFTER": (
        (
            "after|since|following|post|from|had|got|have|having|did|done|my|"
            "finished|where|recent|last ~5 {procedure}"
        ),
        (
            "{procedure} ~6 yesterday|ago|days|day|last|monday|tuesday|wednesday|"
            "thursday|friday|saturday|sunday|week|weeks|on|this|hours|done|today|"
            "site|area|treated|had"
        ),
        "day|days|week|weeks ~1 {number}|after|post|later|since|on|out|now",
        "{number} days|weeks|hours ~1 ago|after|later|post|since|on|out|now|and|in",
        "yesterday|days ago|last week|last night",
        "treated area|skin|side|bit",
        "wound|stitches|incision|sutures|graze",
        "you did|gave|used|treated|put|injected|put|needled|lasered",
        "{procedure} left|has|gave|made",
    ),
    "U_INFECT": (
        "pus|pussy|pussing|abscess|cellulitis",
        "infected|infection",
        "red|redness ~3 streak|streaks|streaking|line|lines|tracking",
        "redness|red ~4 spreading|spread|spreads|growing|bigger|creeping|wider|getting",
        (
            "yellow|green|brown ~3 gunk|discharge|liquid|goo|stuff|fluid|crust|"
            "crusts|gunge|ooze|oozing|weeping"
        ),
        "smells|smell|stinks|smelly|stinking|foul|smelling",
        "hot and ~3 swollen|red|throbbing|hard|tight|sore|painful|tender",
        "hot ~2 swollen|red|throbbing|sore|tender",
        "red|swollen|throbbing|sore ?and ?really ?very hot|boiling|throbbing",
        "hot to ?the touch",
        "oozing|weeping|seeping|ooze+|leaking",
        "throbbing|inflamed|angry",
        "warm and ~2 swollen|red|sore|tender",
    ),
    "U_SORE": (
        "cold sore|sores|coldsore|coldsores",
        "coldsore|coldsores|herpes|hsv|shingles",
        "blister+",
        "blister|blisters|blistering|blistered|blistery",
        (
            "stitch|stitches|wound|incision|cut|scab|suture|sutures|scar ~4 split|"
            "open|opened|opening|burst|apart|gaping|torn|undone|popped|out|reopened|"
            "loose|come"
        ),
        (
            "split|open|opened|burst|gaping|torn|reopened|popped ~3 stitch|stitches|"
            "wound|incision|scar|scab|sutures"
        ),
        "open wound|sore|sores",
        "raw ~3 skin|patch|patches|area|flesh|weeping|bit|open",
        "skin ~3 split|open|broken|raw|torn|off|cracked",
        "tingl+ ~3 lip|lips",
        "cluster ~3 spots|blisters|bumps",
        "fluid filled|bubbles",
        "crust+ ~3 honey|yellow|weeping",
    ),
    "U_WORSE": (
        "worse",
        "worsening|deteriorating|worsened|spreading",
        (
            "not|isnt|hasnt|arent|havent|wont|doesnt|no ~2 getting|got|healing|"
            "better|improving|improved|settling|calming|gone|healed|settled|clearing|"
            "going|heal|signs|fading|calmed|going|settle ?better|down|away|up|yet"
        ),
        "instead of ~2 better|healing|settling|improving|going|fading",
        "no better",
        (
            "still ~4 red|swollen|sore|painful|bruised|hurts|peeling|raw|bleeding|"
            "burning|hurting|angry|itchy|inflamed|scabbed|lumpy|hard"
        ),
        "never ~1 healed|settled|gone",
    ),
    "U_LUMP": (
        "hard ~2 spot|spots|area|patch|bits|ball|lump|knot",
        (
            "lump|lumps|lumpy|nodule|nodules|bump|bumps|ball|balls|granuloma|"
            "granulomas|beads"
        ),
        "hard bit|bits",
    ),
    "U_PIGMENT": (
        (
            "dark|darker|brown|black|white|lighter|pale|grey|discoloured|discolored|"
            "pigmented|purple|tan ~2 patch|patches|mark|marks|spots|spot|stripes|"
            "lines|squares|ring|rings|area|areas|blotches|dots|grid|line|stripe|"
            "shadow"
        ),
        (
            "hyperpigment+|hyperpigmentation|hypopigmentation|pih|pigmentation|"
            "discolouration|discoloration|melasma"
        ),
        (
            "gone|turned|going|turning|got|getting|looks|become|becoming|went darker|"
            "dark|brown|lighter|black|patchy|grey|white"
        ),
        "lost ~3 colour|color|pigment",
        "darkened|lightened",
    ),
    "U_NEW": (
        (
            "new|appeared|came|come|developed|noticed|noticing|since|after|now|"
            "suddenly|turned|gone|getting|popped|later|formed|growing|bigger|found|"
            "showing|started|left|gave|coming|where|left|got|following|from|become|"
            "caused|become"
        ),
    ),
    # ---- other languages: airway, breathing, collapse
    "FOREIGN_ABUSE": (
        "me ~1 pega|golpea|maltrata|amenaza|viola|obliga",
        "mi marido|novio|pareja|padre ~3 pega|golpea|obliga|amenaza",
        "il me ~1 frappe|bat|viole|menace|force",
        "mon mari|copain|pere ~3 frappe|bat|force|menace",
        "schlagt mich",
        "mein mann|freund|vater ~2 schlagt|zwingt|bedroht|vergewaltigt",
        "zwingt mich",
        "mi ~1 picchia|mena|minaccia|violenta|costringe",
        "mio marito|padre|compagno ~3 picchia|minaccia|costringe",
        "meu marido|namorado|pai ~3 bate|obriga|ameaca|agride",
        "me ~1 bate|agride|obriga|ameaca",
        "moj maz|chlopak|ojciec ~2 bije|zmusza|grozi",
        "maz mnie bije",
        "bije mnie",
        "zmusza mnie",
    ),
    "FOREIGN_PREGNANT": (
        "embarazada ~6 sangro|sangrando|sangre|sangrado|dolor",
        "enceinte ~6 saigne|sang|saignements|douleur|douleurs",
        "schwanger ~6 blute|blutung|blut|blutet|schmerzen",
        "incinta ~6 sanguino|sangue|perdite|sanguinando|dolore",
        "gravida ~6 sangrando|sangue|sangramento|dor",
        "ciazy ~6 krwawie|krew|krwawienie|bol",
        (
            "sangro|saigne|blute|sanguino|sangrando|krwawie ~8 embarazada|enceinte|"
            "schwanger|incinta|gravida|ciazy"
        ),
    ),
    "FOREIGN_RASH": (
        "manchas ~3 moradas|rojas ~5 no|desaparecen|fiebre|presionar|apretar",
        "cuello rigido",
        "piel ~4 cae|pela|despega ~6 fiebre|ampollas|boca",
        "taches ~3 violettes|rouges ~5 disparaissent|fievre|pas",
        "nuque raide",
        "peau ~4 decolle|pele ~6 fievre|bouche|cloques",
        "nackensteif|nackensteifigkeit",
        "nacken ~1 steif",
        "flecken ~5 verschwinden|wegdrucken|verblassen",
        "haut ~5 lost|lose|schalt|ab ~6 fieber|mund|blasen",
        "macchie ~3 viola|rosse ~5 spariscono|febbre",
        "collo rigido",
        "pelle ~4 stacca|spella ~6 febbre|bocca|vesciche",
        "manchas ~3 roxas|vermelhas ~5 desaparecem|febre|somem",
        "pescoco ~1 duro|rigido",
        "pele ~4 soltando|descascando ~6 febre|boca|bolhas",
        "sztywny kark",
        "skora ~3 schodzi|zluszcza|odchodzi ~6 goraczka|pecherze|ustach|platami",
        "plamy|wybroczyny ~4 bledna|znikaja|goraczka",
        "schodzi platami",
    ),
    "FOREIGN_BURN": (
        "agua|aceite hirviendo|caliente ~6 cara|pecho|brazo|piel|hijo|bebe",
        "quemadura|quemado|quemada|quemo ~6 grave|cara|piel|ampollas|blanca|negra",
        "eau|huile bouillante ~6 visage|bras|peau|bebe|fils|fille",
        "brulure|brule|brulee ~5 grave|visage|peau|cloques|profonde",
        "kochendes|heisses wasser|ol ~6 gesicht|arm|haut|kind|baby",
        (
            "verbrannt|verbruht|verbrennung|verbruhung ~6 gesicht|haut|blasen|schwer|"
            "kind|baby|stark|tief"
        ),
        "acqua|olio bollente ~6 viso|braccio|pelle|bambino",
        "ustione|ustionato|bruciato|bruciata ~5 grave|viso|pelle|vesciche|faccia",
        "agua|oleo fervendo|quente ~6 rosto|pele|braco|filho|bebe",
        "queimadura|queimou|queimado|queimei ~5 grave|rosto|pele|bolhas",
        "wrzatek|wrzatkiem|wrzaca ~6 twarz|reke|skore|dziecko|skora",
        (
            "oparzenie|oparzyl|oparzyla|poparzony|poparzyl|poparzyla ~5 twarz|skora|"
            "skore|pecherze|dziecko|ciezkie"
        ),
    ),
    "FOREIGN_FILLER": (
        (
            "relleno|acido hialuronico|filler|labios ~10 blanco|blanca|palido|palida|"
            "morado|frio|fria|gris ~8 duele|dolor|frio|fria|mas"
        ),
        (
            "filler|injection|acide hyaluronique|levre|levres ~10 blanc|blanche|pale|"
            "violet|froid|froide|gris ~8 mal|douleur|froid|froide"
        ),
        (
            "filler|unterspritzung|hyaluron|lippe|nase ~12 blass|weiss|blau|kalt|"
            "grau|marmoriert ~8 weh|schmerz|schmerzen|kalt|mehr"
        ),
        (
            "filler|labbra|labbro|naso ~10 bianco|bianca|pallido|viola|freddo|fredda|"
            "grigio ~8 male|dolore|fredda|freddo"
        ),
        (
            "preenchimento|filler|labio|nariz ~10 branco|branca|palido|roxo|frio|"
            "fria|cinza ~8 dor|doi|frio|fria"
        ),
        (
            "wypelniacz|kwas hialuronowy|filler|usta|nos ~10 biale|blade|sine|zimne|"
            "bialy|blady|siny|zimny ~8 boli|bol|zimne|zimny"
        ),
    ),
    "FOREIGN_EYE": (
        "no veo ~2 ojo|nada|bien",
        "ojo ~4 quema|arde|lejia|acido|acida",
        "vista ~2 perdido|borrosa|perdi",
        "vois ~2 plus|rien ~2 oeil",
        "plus rien voir",
        "oeil ~4 brule|produit|acide|javel",
        "sehe ~2 nichts|doppelt|verschwommen",
        "auge ~4 brennt|saure|verätzt|veratzt|blind",
        "non vedo ~2 occhio|niente|piu",
        "occhio ~4 brucia|acido|candeggina",
        "nao ~1 vejo|enxergo",
        "olho ~4 queima|arde|acido|ardendo",
        "nie widze",
        "oko ~4 piecze|pali|kwas",
    ),
    "FOREIGN_AIRWAY": (
        "no puedo tragar",
        "garganta ~4 cierra|cerrando|hinchada|hincha|hinchando|cerrada",
        "cierra ~2 garganta",
        "cerrando ~2 garganta",
        "lengua ~4 hinchada|hincha|hinchando|hincho",
        "hincha|hinchada|hinchado|hinchando ~3 lengua|cara|garganta|labios",
        "labios|cara ~4 hinchados|hinchando|hinchada|hinchado",
        "gorge ~4 serre|ferme|gonfle|gonflee|enflee|bloquee|enfle",
        "langue ~4 gonfle|gonflee|enfle|enflee",
        "gonfle|gonflee|enfle ~3 langue|gorge|visage",
        "visage|levres ~4 gonfle|gonflent|gonfles|enfle|enflees|gonflees",
        "peux ~1 pas|plus avaler",
        "arrive ~1 pas|plus ~2 avaler",
        "choc anaphylactique",
        (
            "hals|kehle|rachen ~4 zu|zuschnurt|schwillt|geschwollen|zugeht|"
            "anschwillt|enger"
        ),
        "zunge ~5 geschwollen|schwillt|dick|anschwillt|anschwellt",
        "gesicht|lippen ~5 geschwollen|schwillt|anschwillt|schwellen",
        "kann nicht ~2 schlucken",
        "anaphylaktischer schock",
        "gola ~4 chiude|chiudendo|gonfia|gonfiando|stringe",
        "chiude ~2 gola",
        "chiudendo ~2 gola",
        "lingua ~4 gonfia|gonfiando|gonfiata",
        "gonfia|gonfiando ~3 lingua|gola|faccia|viso",
        "viso|faccia|labbra ~4 gonfia|gonfio|gonfie|gonfiando",
        "riesco ~2 deglutire|ingoiare",
        "shock anafilattico",
        "garganta ~4 fechando|fechar|inchada|inchando|fecha",
        "lingua ~4 inchada|inchando|inchou",
        "rosto|cara|labios ~4 inchado|inchada|inchando|inchados|inchou",
        "consigo engolir",
        "choque anafilatico",
        "gardlo ~4 zamyka|puchnie|spuchniete|zaciska|opuchniete|spuchlo|sciska",
        (
            "puchnie|spuchl|spuchniety|opuchniety|opuchl|spuchla|spuchniete|spuchly "
            "~3 jezyk|gardlo|twarz|usta"
        ),
        (
            "jezyk|twarz|usta ~4 puchnie|spuchniety|opuchniety|opuchl|spuchl|"
            "spuchnieta|puchna|spuchla"
        ),
        "moge ~1 przelykac|polykac|przelknac",
        "wstrzas anafilaktyczny",
    ),
    "FOREIGN_BREATH": (
        "puedo ~1 respirar",
        "cuesta ~2 respirar",
        "me ahogo",
        "falta ~2 aire",
        "asfixi+",
        "respira ~1 mal",
        "no respira",
        "dificultad ~2 respirar",
        "desmay+|desmayo|desmayado|desmayada|desmayando|desmaye|inconsciente",
        "convulsion|convulsiones|convulsionando",
        "perdi|perdio|perdido ~2 conocimiento|consciencia",
        "no despierta",
        "peux ~2 respirer",
        "arrive ~2 respirer",
        "mal a respirer",
        "respire ~1 pas|plus|mal",
        "etouffe|etouffer",
        "evanoui|evanouie|inconscient|inconsciente|convulse|convulsions",
        "perdu connaissance",
        "difficulte ~2 respirer",
        "du mal ~2 respirer",
        "reveille pas|plus",
        "keine luft",
        "krieg|kriege|bekomme ~3 luft",
        "kann ~3 atmen",
        "atmet nicht",
        "atemnot",
        "nicht atmen",
        "schwer ~2 atmen",
        "ohnmachtig|ohnmacht|bewusstlos|krampfanfall|bewusstsein",
        "erstick+|ersticke|ersticken",
        "zusammengebrochen|umgekippt",
        "wacht nicht",
        "riesco ~2 respirare",
        "respiro ~1 male",
        "fatica ~2 respirare",
        "non respira",
        "non respiro",
        "manca ~2 aria|respiro",
        "svenut+|svenuto|svenuta|svengo|svenire|svenendo",
        "convulsioni",
        "perso ~2 conoscenza|sensi",
        "soffoc+|soffoco|soffocando",
        "priva di sensi",
        "non si sveglia",
        "consigo ~1 respirar",
        "nao ~2 respirar",
        "falta ~1 ar",
        "desmai+|desmaiei|desmaiou|desmaiado|desmaiada",
        "dificuldade ~2 respirar",
        "sufoc+|sufocando",
        "nao acorda",
        "convulsao|convulsoes",
        "moge ~2 oddychac",
        "oddychac",
        "dusze|dusi",
        "zemdl+|zemdlal|zemdlala|zemdlalam|zemdlalem|zemdlec|nieprzytomny|nieprzytomna",
        "stracil|stracila|stracilam|stracilem ~1 przytomnosc",
        "nie oddycha",
        "brakuje ~2 powietrza",
        "drgawki",
        "arrive ~3 respirer",
        "peux ~3 respirer",
        "desmayado|desmayada|desmayo|desmaye",
        "despierta",
    ),
    "FOREIGN_CHEST": (
        "dolor|duele|dolores|opresion|presion ~4 pecho",
        "pecho ~3 duele|aprieta|oprime",
        "infarto|ataque cardiaco|al corazon",
        "ataque ~2 corazon",
        "douleur|mal|serre|oppression|douleurs ~4 poitrine",
        "poitrine ~4 serre|mal|douleur|oppressee",
        "crise cardiaque",
        "schmerz|schmerzen|druck|brennen|stechen|enge ~4 brust|herz",
        "brustschmerz|brustschmerzen|herzinfarkt|herzschmerzen|brustenge",
        "brust ~3 weh|schmerzt|druckt|eng",
        "dolore|male|dolori|oppressione|fitte ~4 petto",
        "petto ~3 male|stringe|dolore",
        "dor|dores|aperto|pressao ~4 peito",
        "peito ~3 doi|aperta|apertado|doendo|dor",
        "ataque cardiaco",
        "enfarte",
        "bol|bole|bolu ~4 piersi|klatce|klatka|serce|sercu|piersiowej",
        "klatka|klatce|serce ~4 boli|bol|uciska|kluje",
        "boli ~4 klatka|klatce|serce|piersi|piersiach",
        "zawal",
        "me duele el pecho",
        "dor ~2 peito|coracao",
        "dor|dores no peito|coracao",
        "dor forte no peito",
    ),
    "FOREIGN_STROKE": (
        "derrame cerebral",
        "ictus",
        "ataque cerebral",
        "cara ~3 caida|torcida|paralizada",
        "no puede|puedo hablar",
        "accident vasculaire",
        "un avc",
        "avc",
        "visage ~4 paralyse|affaisse|tombe|tordu",
        "arrive ~2 parler",
        "schlaganfall",
        "gesicht ~4 hangt|gelahmt|schief",
        "kann nicht ~1 sprechen",
        "mundwinkel",
        "riesco ~2 parlare",
        "faccia|bocca ~3 storta|paralizzata",
        "derrame",
        "rosto|boca ~3 torto|torta|paralisado",
        "consigo falar",
        "udar",
        "udaru",
        "udar mozgu",
        "twarz ~4 opadla|wykrzywiona|krzywa|opada",
        "moge mowic",
        (
            "nao|no|non ~2 consegue|puede|riesce ~2 mexer|mover|muovere ~3 braco|"
            "brazo|braccio|perna|pierna|lado"
        ),
        (
            "braco|brazo|braccio|bras|arm ~4 dormente|dormido|paralysiert|gelahmt|"
            "paralyse|paralizzato|paralisado|sem forca"
        ),
        (
            "fala|habla|parle|spricht|parla ~3 enrolada|raro|arrastrada|bizarre|"
            "verwaschen|undeutlich|strano|mal"
        ),
        "peut|kann ~2 bouger|bewegen ~3 bras|arm|jambe|bein",
        "kann ~3 arm|bein ~2 bewegen",
        "nie ~1 moze ~2 ruszac|ruszyc|mowic",
    ),
    "FOREIGN_OVERDOSE": (
        "sobredosis",
        (
            "tome|tomado|tomo|tomaste|trague|tragado ~5 pastillas|demasiadas|frasco|"
            "pastillas|lejia"
        ),
        "pris|avale|prise|avaler ~5 comprimes|trop|cachets|boite|javel|medicaments",
        "uberdosis",
        "tabletten|pillen|schlaftabletten ~5 genommen|geschluckt|geschluckt",
        "habe|hat ~4 zu viele|viel ~3 genommen|tabletten",
        "overdose ~3 di|da",
        (
            "preso|ingoiato|prese|bevuto ~5 pillole|pastiglie|troppe|compresse|"
            "candeggina|scatola|farmaci"
        ),
        "tomei|engoli|tomou|bebeu ~5 comprimidos|demais|muitos|caixa|remedios|lixivia",
        (
            "przedawkow+|przedawkowalam|przedawkowalem|przedawkowanie|przedawkowal|"
            "przedawkowala"
        ),
        (
            "wzialem|wzielam|wzial|wziela|polknal|polknela|polknelam|polknalem ~5 "
            "tabletek|tabletki|lekow|duzo|opakowanie"
        ),
        "surdose",
    ),
    "FOREIGN_BLEED": (
        (
            "sangrado|sangrando|sangra|sangre|hemorragia ~5 para|parar|mucho|mucha|"
            "detiene|deja"
        ),
        "no ~2 parar ~3 sangrar|sangre|sangrado",
        "no ~2 para ~2 sangrar|sangre|sangrado",
        "saigne|sang|saignement|saigner ~5 beaucoup|arrete|arreter|abondamment|partout",
        "blutet|blutung|blut ~5 stark|stoppen|aufhoren|hort|aufhort|uberall",
        "hort nicht ~3 bluten",
        (
            "sanguina|sangue|sanguinare|sanguinando|sanguinamento ~5 molto|ferma|"
            "fermare|smette|smettere|tanto"
        ),
        "sangrar|sangramento|sangue|sangrando ~5 muito|para|parar",
        "krwawi|krwawie|krew|krwawienie ~5 nie|mocno|zatrzymac|leci|bardzo|przestaje",
    ),
    "FOREIGN_SUICIDE": (
        "quiero ~2 morir|morirme|matarme|suicidarme",
        "matarme|suicidarme|suicidio|suicidar|suicidarse",
        "quitarme la vida",
        "no quiero ~2 vivir|seguir viviendo",
        "hacerme dano",
        "acabar con ~2 vida|todo",
        "quisiera ~1 morir|morirme|muerta|muerto",
        "veux ~2 mourir",
        "me tuer|suicider",
        "envie de ~3 mourir|vivre|tuer|finir",
        "veux ~1 plus vivre",
        "en finir",
        "plus envie de vivre",
        "mettre fin ~2 jours|vie",
        "will ~3 sterben|umbringen|leben",
        "umbringen|selbstmord|suizid|suizidgedanken|lebensmude",
        "nicht mehr ~2 leben",
        "das leben nehmen",
        "leben ~2 beenden|nehmen",
        "tot sein",
        "voglio ~2 morire|uccidermi|ammazzarmi|farla",
        "uccidermi|ammazzarmi|suicidarmi|suicidio",
        "farla finita",
        "togliermi la vita",
        "voglio ~1 vivere",
        "quero ~2 morrer|matar|suicidar",
        "matar me|mim",
        "me matar",
        "suicidar|suicidio",
        "acabar com ~3 vida|tudo",
        "tirar ~2 vida",
        "quero ~2 viver",
        "chce ~3 umrzec|zabic|zyc|smierci",
        "zabic sie",
        "sie zabic|zabije",
        "zabije sie",
        "samobojstwo|samobojcze|samobojcza",
        "skonczyc ~2 zyciem|soba",
        "odebrac sobie zycie",
        "chce sie zabic",
        "suicider|suicidaire",
        "quiero ~2 vivir mas",
        "no quiero ~2 vivir|seguir|estar",
        "plus envie ~2 vivre",
        "me suicider",
        "ne veux ~2 vivre",
        "nicht ~2 leben ~2 will|mochte",
        "nie chce ~2 zyc",
    ),
    "FOREIGN_OTHER": (
        "pour|mort ~1 rire",
        "muero de ganas|risa|hambre|curiosidad",
        "morire dal ridere|ridere",
    ),
    # ---- calls for an ambulance
    "AMBULANCE": (
        "emojiambulance",
        "ambulance ~3 now|please|quick|asap",
        "dying|die ~1 help|please",
        "i|she|he|going ~2 dying",
        "think ~3 dying",
        "going to die",
        "about to die",
        "i am dying",
        (
            "call|calling|ring|phone|send|need|dial|get ~3 ambulance|999|911|112|"
            "paramedics"
        ),
    ),
    "DISTRESS": (
        "emojialarm",
        "help me",
        "please help",
        "emergency|urgent|urgently|quick|hurry|asap",
    ),
    "AMBULANCE_OTHER": (
        (
            "ambulance|ambulances ~6 parking|entrance|driver|station|work|job|cover|"
            "ago|bay|access|training"
        ),
        "dying ~2 to|of|for|hair|down|my|it",
        (
            "dying ~2 hair|embarrassment|boredom|laughing|curiosity|laughter|heat|"
            "hunger|here|inside|lol"
        ),
        "dying inside",
        "drive|works|work ~3 ambulance",
        "should i|when|if ~4 call|ring|dial",
        "die ~2 of|laughing|from",
        "said|number|do you",
        "phone|battery|laptop|tablet|mobile ~3 about to die",
        "have|has|had|ever you|ever|to ~5 call",
        "all|everyone|everybody ~1 going to die",
        "pores|wallet|purse ~8 ambulance|999|dying|help",
        "fashion|style|beauty|skincare|eyebrow|hair ~1 ambulance|police|emergency",
    ),
    "GLANDS": (
        "glands|gland|tonsillitis",
        "sore throat",
        (
            "reading|read|crying|cried|emotional|emotion|happy|film|review|reviews|"
            "story|moved"
        ),
        "from|after ~1 biting",
        "bit|bitten my|his|her ~1 tongue|lip",
        "feel|felt|touch|lick|poke ~8 with my tongue",
    ),
    "MILD": (
        (
            "a bit|little|slightly|slight|mild|mildly|tiny|normal|usual|gone|minimal|"
            "expected|less"
        ),
        "going|gone|went|calmed|coming down",
        "nothing else",
        "breathing ~2 fine|ok|okay|normal|normally",
        "otherwise|all|feel fine|ok|okay|well",
        "like a hamster|chipmunk",
    ),
    # A cold in the nose.
    "NOSE_RUNS": ("nose ~3 run|running|runs", "runny nose"),
    "LIPSTICK": (
        "lipstick|nail|polish|varnish|dye|ink|pen",
        (
            "from ~2 slush|slushy|slushie|lolly|sweets|blackberries|berries|"
            "blueberries|beetroot|popsicle|squash|blackcurrant|jeans|denim|marker|felt|paint"
        ),
    ),
    "PROCEDURE_NEAR": ("masseter|gym|vaccine|jab|wisdom|grinding|tmj|workout",),
    "HEART_JOKE": (
        "price|prices|cost|bill|nearly|almost|fee|invoice|quote|jump+",
        "gave|give|giving|gives ~3 heart attack",
        "bank|wallet|account|plate|purse|card|wallets",
        "account|wallet ~5 cardiac arrest",
        "gone|went into cardiac arrest ~6 price|bill",
        "podcast|film|series",
        "stents|stent|bypass ~4 now|fine|right|doing|well",
        (
            "heart ~2 stopped|stopping|attack ~8 website|price|email|photo|mirror|"
            "booking"
        ),
        (
            "website|price|email|photo|photos|mirror|app|song|booking|confirmation "
            "~5 heart"
        ),
    ),
    "HEART_SIGNS_STRONG": (
        (
            "faint|fainted|fainting|dizzy|lightheaded|clammy|sweating|breathless|"
            "collapsed|woozy|grey"
        ),
        "light headed",
        "chest ~4 pain|tight|hurts|pains|tightness",
        "pass|passed|passing|black|blacked out",
        "cant|short|hard|trouble ~3 breathe|breath|breathing",
        "{many} bpm",
        "140|150|160|170|180|190|200",
        "tight|heavy chested",
        "chest ~2 tight|tightness",
    ),
    "SPEECH_OTHER": (
        "speak|talk|speaking|talking to|with|about|now|on",
        "cant talk|speak now|right|long|atm|because|at|till|until|english|as|today",
        "words|word cant",
        "voice ~2 mail|message|note",
        "lips ~3 numb",
        "dentist",
        "making no sense of",
        "sounds|sound backwards",
        "is he|she|it|that|they|uncle|friend talking rubbish|nonsense",
        "you|your|bot|assistant|chat ~4 slow|fast",
        "slur+ ~5 karaoke|cocktails|pints|tequila|proseccos",
        "karaoke|cocktails|pints|tequila|proseccos|went out ~5 slur+",
        "went out ~3 slur+",
        "that|it is the ~1 wrong word|words",
        "hind legs|leg",
        "helium|karaoke|concert|gig|choir",
        "autocorrect|predictive|typo|excited",
        "box|boxes|field|fields ~4 form|web|website|app|online|page",
        "social life|happy hour",
        "speech at|for ~2 wedding|party|funeral|conference|meeting|do",
    ),
    "LIMB_OTHER": (
        "slept on",
        "dead ~2 skin|hair",
        "gym|workout|weights|heavy bag",
        "fell asleep",
        "pins and needles ~4 slept|sitting",
        "neuropathy",
        "side ~2 smile",
        "smile",
        "paralysis possible|risk|happen",
        "went|gone|go through|down|away|up|well|smoothly",
        "swelling|redness|bruise|bruising|mark|marks|scar|scars|spots ~6 gone",
        "numbing|numbed|cream|dentist|lip|lips|cheek|nose|chin",
        (
            "phone|camera|ring|earring|keys ~4 bath|sink|toilet|loo|car|screen|"
            "cracked|lost"
        ),
        "your number|reply|form ~2 me",
        "heels|shoes|lol|haha",
        (
            "dead arm|leg|hand from|after|with ~2 carrying|lifting|vaccine|sleeping|"
            "jab|lying|shopping|painting|ironing|drying"
        ),
    ),
    "VIRAL": (
        "hay fever|hayfever|fever pitch|cabin fever|glandular fever|scarlet fever last",
        "a cold ~2 last",
        "spring fever",
        "roast|roasting|roasted me|him|us ~1 over|about|online|for",
    ),
    "GLASS_OR_ILL": (
        (
            "glass|press|pressed|push|pushed|tumbler|blanch|blanching|nonblanching|"
            "fever|ill|unwell|drowsy|stiff|neck|temperature|purple|sick|feverdegrees|"
            "shivery|hot"
        ),
    ),
    "LEG_TWO": (
        "swollen|swelling|swelled|swell+|hot|red|hard|bigger",
        "twice ~3 size",
        "size of the other",
        "blue",
        "purple",
        "on ~1 pill",
        "flight|plane|cast|surgery|operation|hrt",
        "throbbing",
        "surgery|operation|purple|massive|huge",
    ),
    "WOUND": (
        (
            "pad|pads|gauze|dressing|dressings|bandage|bandages|towel|towels|plaster|"
            "tissue|tissues|stitch|stitches|wound|mole|cut|ulcer|vein|tooth|nose|"
            "biopsy|operation|surgery|incision|sock|scar|graft|transplant|socket|"
            "flannel|swab|tourniquet|injection|needle"
        ),
    ),
    "POUR": (
        "spurt+|gush+|squirt+|pump+|pour+|spraying",
        "spurting|gushing|squirting|pumping|pouring|gushes|spurts|squirts|pours",
        (
            "ooze+|oozing|dripping|drips|drip|leaking|leak|leaks|seeping|weeping|"
            "running|flowing|soaked|soaking|drenched|squelchy|saturated"
        ),
    ),
    "POUR_MUCH": (
        "spurt+|gush+|squirt+|pump+|pour+",
        (
            "spurting|gushing|squirting|pumping|pouring|gushes|spurts|squirts|pours|"
            "soaked|drenched|saturated|puddle|puddles|pool|squelchy"
        ),
        (
            "third|fourth|fifth|sixth|eleven|ten|several|many|second|three|four|five|"
            "six|seven|eight|nine|5|6|7|8|9|10|11|12 ~3 towel|towels|dressing|"
            "dressings|pad|pads|gauze|changes|plaster|plasters|tissues"
        ),
        "hour|hours",
        "wont|not|cant|doesnt|no ~2 stop|stopping|slow",
        "nonstop",
        "everywhere",
        "straight through",
        "tap|hose",
    ),
    "FAINTISH": (
        (
            "faint|fainting|fainted|dizzy|woozy|lightheaded|giddy|swimmy|weak|pale|"
            "grey|cold|clammy|yawning|drowsy|shaky|white"
        ),
        "see|seeing stars",
        "light headed",
        "pass|passing|passed|black|blacking out",
        "stars",
        "heart ~2 racing|pounding",
        "thirsty",
    ),
    "STILL_COMING": (
        (
            "still|it is|its|keeps ~2 going|coming|oozing|dripping|trickling|running|"
            "pouring|bleeding|leaking|wet"
        ),
        (
            "through|soaked|ruined|red ~3 pillow|pillows|sheets|towel|towels|tissue|"
            "tissues|plaster|plasters|gauze|sheet"
        ),
        "pillow|sheets|towel|tissue|plaster ~3 ruined|soaked|red",
        "pressing|pressed|holding|held|pressure ~6 hour|hours|minutes|half",
        "wont|not|doesnt|isnt ~2 stop|stopping|close|dry",
    ),
    "THIN_BLOOD": (
        (
            "haemophilia|hemophilia|haemophiliac|hemophiliac|warfarin|apixaban|"
            "eliquis|rivaroxaban|xarelto|edoxaban|clopidogrel|heparin"
        ),
        "blood thinner|thinners",
        "von willebrand",
    ),
    "BLOOD_LOST": (
        "lost|losing|lose ~5 blood",
        "lot|lots|loads|much|bit ~1 blood",
        "bleeding|bled|bleed",
        "blood ~3 everywhere|loss|out|down|through|over",
    ),
    "PALE_STRONG": (
        (
            "blanched|blanching|dusky|mottled|mottling|marbled|marble|lacy|lacey|"
            "reticulated|reticular|livedo|violaceous|fishnet|cobweb"
        ),
        "net like|pattern|shape",
        "white as ~1 chalk|sheet|paper|snow",
        "cap|capillary refill",
        "doesnt|wont|not|isnt|didnt ~2 go|turn|get|goin ~1 pink",
        "pink ~2 up|again|agen",
        "fish|spider|chicken|lace ~1 net|web|wire|pattern",
        "bluish|blue|purple|red|dark ~2 net|web|lace|netting|marbling|lattice",
        "black tip",
        "nose|tip|lip ~4 black|dying",
    ),
    "LIPNOSE": (
        (
            "lip|lips|nose|nostril|cheek|chin|forehead|smile|glabella|temple|face|"
            "mouth|laugh|philtrum|gum|jaw"
        ),
    ),
    "NUMB_PAIN": (
        (
            "numb|hurts|hurting|hurt|pain|painful|agony|throbbing|throb|throbs|sore|"
            "aching|achy|cold|stinging|burning|swollen|tight|hard|killing"
        ),
    ),
    "BURN_DESTROYED": (
        "raw meat",
        (
            "gone|going|went|eaten|eating|burned|burnt|burning ~3 through|thru|into "
            "~2 skin|flesh|my|the|it"
        ),
        "eating ~2 skin|flesh|face|arm",
        (
            "come|came|comes|coming|slid|slipped|fell|lifted|pulled ~1 off|away ~3 "
            "with|in|when|on"
        ),
        "white and ~2 leathery|waxy|hard|numb|dry",
        "burst|burning ~2 down to",
        "sloughing|slough|degloved|leathery|waxy|charred|eschar|sizzling|liquefied",
        "slid off",
        "in|off ~1 sheets",
        "smoking|fizzing|fizzy|dissolving ~6 off|skin|neck|arm|face",
        "turned|gone|went|become ~2 charred|leathery|crispy",
        (
            "foot|toes|finger|fingers|hand|skin|cheek|cheeks|face ~3 black ~3 hard|"
            "wet|dead|numb|charred|leathery"
        ),
        "black ?n|and wet|hard|leathery|dead",
        "melted|melting|cooked ~3 skin|me|flesh|face",
        "skin|flesh ~3 melted|melting|cooked",
        (
            "skin ~3 like ~2 paper|leather|wax|meat|plastic|parchment ~3 off|coming|"
            "white|numb|hard"
        ),
        "leathery",
        "off in strips",
        "skin ~3 melted|melting|bubbling",
        "skin|flesh ~3 coming|come|came away",
        "hole ~2 skin|face|cheek|arm|leg",
        "eaten|eating into|through|away",
        "edges ~2 black|charred",
        "eating|eats|ate through|into|away",
        "eating its ~2 through",
    ),
    "BURN_CAUSE": (
        (
            "burn|burns|burnt|burned|scald+|scalded|laser|peel|acid|tca|phenol|wax|"
            "oil|boiling|bleach|fire|flame|iron|kettle|steam|hot|heat|pad|chemical|"
            "cleaner|opener|cryo|freeze|radiofrequency|rf|plasma|wand|microwave|"
            "sunbed|lye|hydroquinone|caustic|electric|straightener|straighteners|"
            "tongs|candle|hob|oven|pan|liquid|petrol|barbecue"
        ),
    ),
    "CHEM_SKIN": (
        "drain|oven cleaner|opener|unblocker",
        (
            "bleach|acid|caustic|lye|alkali|petrol|ammonia|phenol|tca|lime|cement|"
            "chemical|chemicals|peel"
        ),
    ),
    "CHEM_SKIN_BAD": (
        "eating|smoking|fizzing|fizzy|sizzling|dissolving|bubbling",
        "cant|wont|doesnt ~2 get|come|wash|rinse ~4 off|out",
        "thrown|threw|throw|attack|attacked",
        "in ~2 face|eyes|eye|mouth",
        "all over ~2 face|arms|hands|legs|body|chest|neck|me|him|her|skin",
        "cant get it off",
        "burning|burned|burnt ~4 through|skin|deep|hole|arms|hands|face",
        "burn|burned|burnt ~6 chest|face|skin|arm|arms|hand|hands|leg|legs|neck|eyes",
        "bubbling|blistering",
    ),
    "HOT_SPILL": (
        (
            "hot|boiling|scalding ~1 water|tea|coffee|oil|wax|soup|kettle|pan|drink|"
            "milk|fat|bath|steam"
        ),
        "boiling|kettle|chip pan|hot wax|wax pot",
        "steam",
        "bowl|pot|pan|cup|mug|kettle ~4 down|over|himself|herself|myself|into|on",
        "boiling|hot|scalding ~2 over|on|onto|down",
        (
            "spilt|spilled|spilling|poured|knocked|tipped ~3 hot|boiling|kettle|tea|"
            "coffee|soup|wax|water|pan"
        ),
    ),
    "SPILL_SITE": (
        (
            "chest|neck|face|lap|belly|tummy|leg|legs|arm|arms|back|hand|hands|foot|"
            "feet|himself|herself|myself|baby|head|groin|thigh|thighs|stomach|"
            "shoulder|eyelid|eyes|eye|body"
        ),
    ),
    "SPILL_HURT": (
        (
            "skin|blister+|blistered|blisters|off|red|raw|screaming|peeling|burn|"
            "burnt|burned|scald+|scalded|white|stuck|layer|agony|carnt|cant"
        ),
        (
            "legs|baby|toddler|child|blistering|blistered|peeling|huge|pain|bad|"
            "badly|severe"
        ),
    ),
    "TOXIN_ANY": (
        (
            "cant ~3 swallow+|swallowing|chew|whistle|sip|suck|blow|speak|talk|cough|"
            "lift|hold|open|pee|wee|smile"
        ),
        (
            "{inability} ~3 swallow+|chew+|swallowing|chewing|speaking|speak|talking|"
            "walking|standing|lifting|breathe|breathing|see"
        ),
        (
            "swollow|swallow|swallowing ~3 hard|difficult|weird|funny|problem|"
            "problems|trouble|worse|hurts|slow|wrong"
        ),
        (
            "voice ~5 gone|whisper|hoarse|croaky|weak|nasal|weird|changed|funny|"
            "quiet|husky|going|different|nose"
        ),
        "sound|sounds ~3 like ~3 nose|drunk|cold|whisper|daffy|frog|duck",
        (
            "chok+|choke+|choking|chokes|choked|gag+|gagged|gagging|aspirating|"
            "drooling|dribbling|drool|dribble"
        ),
        "out|through|down|from ~3 nose",
        "nose ~1 when|drink",
        "see|sees|seeing two|2|double",
        "vision|eyes ~3 blurry|blurred|double|doubled|cross|crossed|focus",
        "double vision",
        (
            "both ~3 eyelids|eyes|lids|sides ~5 droop+|droopy|drooping|shut|closed|"
            "heavy|open"
        ),
        "eyelids ~3 drooping|droopy|shut|heavy|closing",
        "eyes ~3 wont|cant|not ~2 open|move|stay|focus",
        "no|cant open eyes|eye",
        "prop+|propping|hold|holding ~3 chin|head|neck",
        (
            "head|neck ~4 forward|drop|drops|flops|floppy|heavy|weak|hold|fall|falls|"
            "falling|up|lolling|wobbly"
        ),
        "weak as",
        "arms|legs|limbs|body|muscles ~3 lead|weak|jelly|heavy|floppy|weaker|numb",
        "weak ~2 all|cant|everywhere|over",
        "so|that|very|really|too|all weak",
        "weakness",
        "very|really|so|bone|terribly dry mouth",
        "mouth ~2 bone|so|really|very dry",
        "bone dry",
        "constipat+",
        "grip ~3 gone|weak",
        "words|speech|talk|speaking ~3 clear|mush|slurred|funny|slow|mumble|wrong",
        "slur+|slurred|slurring",
        "tongue ~3 lazy|heavy|thick|weak|slow",
        "throat ~3 lazy|weak|paralysed|numb|tight|working|slow|closing|stuck|thick",
        (
            "botox ~3 spread|spreading|travelled|moved|migrated ~3 throat|neck|"
            "everywhere|swallow|body|chest|lungs|eyes"
        ),
        "cough ~3 feeble|weak|pathetic",
        "clear ~2 chest|throat",
        "breath ~3 small|short|weak|shallow",
        "breathless|breathing|breathe",
        "out of puff|breath",
        "short of ~1 breath|puff",
        "pills|food|tablets|water ~3 stick|stuck|sticking",
        "cant ~2 climb|stand|walk|get ~1 up|off",
        "facial|whole face|muscles ~2 paralysed|frozen",
        "double|doubled",
        "cant|not ~1 pee|wee",
        (
            "struggle|struggling|hard|trouble|difficult|cant ~3 eat|chew|drink|"
            "breathe|talk|walk|stand|swallow|lift"
        ),
        "cant ~3 lift|hold|raise",
        "eyelids ~2 shut|closed",
        "muscles ~3 jelly|weak|floppy",
        "vision ~2 doubled|double|blurry",
    ),
    "RASH_ILL": (
        "neck|light|lights|floppy|limp|headache|head ~1 banging|splitting",
        "cold hands|feet",
        "hands|feet ~3 cold|ice|icy",
        "vomit+|vomiting|chucking|puking|being sick|throwing up",
        "drowsy|sleepy|confused|delirious|cry|cries|crying|high pitched|wont feed",
        "head ~1 is ~1 banging|pounding|splitting|killing",
        "fever|feverish|feverdegrees|temperature|shivery|hot|chills",
        "feel ~2 death|awful|dreadful|terrible|dying",
        "breathing|breathin ~2 fast|quick",
        "spreading ~3 fast|watch|quickly|minute",
        "coming|come|appearing up ~3 watch",
        "as you|i|we watch",
        "gums|urine|nose ~3 blood|bleed|bleeding",
        "blood ~4 gums|urine|wee|nose|mouth",
    ),
    "RASH_BAD": (
        (
            "blood|bleed|bruise|bruises|bruising|purple|violet|black ~2 spots|spot|"
            "rash|dots|points|patches|blotches|marks|flicked|centre"
        ),
        (
            "rash|spots|dots|points|blotches ~5 purple|violet|bruises|bruise|blood|"
            "black|dark"
        ),
        "rash like ~2 bruises|blood",
        "bruise|bruises ~5 bigger|growing|spreading|fresh|new|appearing",
        "petechiae|purpura",
        "fresh ones",
        "spots ~5 blood",
        "flicked ~2 blood",
        "target ~2 rings|rash|spots|lesions",
        (
            "purple|black|dark|bruise ~1 blotches|patches|spots|marks ~6 all over|"
            "appearing|spreading|ill|sick"
        ),
    ),
    "EATING_OTHER": (
        (
            "purging|purge|purg+ ~5 breakout|spots|retinol|phase|skin|facial|acne|or|"
            "vs|that|retinoid|tretinoin"
        ),
        "spots|skin|retinol|breakout|acne|facial ~8 purging|purge",
        "eating disorder history|recovery|ago|past|before",
        "history|recovered|recovery|years|past|used",
        "sick ~3 retinol|spots|prices|cream|swollen|by",
        "eating fine|normally|well|healthy",
        (
            "not ~1 eating|eaten|eat ~4 before|treatment|appointment|sedation|dairy|"
            "sugar|gluten|chocolate|spicy|meat|breakfast|lunch"
        ),
        "fasting|ramadan|fast|fasted",
        "clean eating",
        "purge cream",
        "ask|asks|form|screen|policy|trained|treat ~4 eating disorder|disorders",
        "recovering|recovered|recovery ~3 eating disorder",
        "fish|chips|cake|chocolate|dairy|gluten|meat|salad|vegan",
    ),
    "JOY": (
        "happy tears",
        "in|with|of|for ~1 joy|delight|awe|happiness|wonder",
        "crying with laughter|joy|happiness",
        (
            "excited|laughing|laughed|laugh|laughter|hilarious|giggling|giggles|"
            "obsessed|gorgeous|stunning|reel|meme|joking"
        ),
        "excitement",
    ),
    "CHOKE_OTHER": (
        (
            "choked|choking ~2 back|up|when|on|with ~2 tears|up|saw|price|laughter|"
            "emotion|laughing"
        ),
        "choking the|my ~1 drain|hair",
        "suffocating ~2 perfume|scent|smell|in|heat|fragrance",
        "payment|card|app|drain|website",
        "choking|choke|choked hazard|with|up",
        "chok+ with pride|laughter|emotion",
        "choke|chokes|choking up when|at|every|reading|seeing|watching",
    ),
    "FLAKE": (
        "flak+|flaky|flakes|flaking",
        "scab|scabs|crust|crusts",
        "fine|normal|expected|lightly|bit|dry|dryness",
        "sunburn|tan|tanned",
    ),
    "S_BREATH": (
        "wheez+",
        "wheeze+",
        "wheezy",
        "breathless",
        "puffed|puffing",
        "short of breath",
        "chesty",
        "cant ~2 lie|lay ~2 flat",
        (
            "breathing|breath ~3 fast|funny|hard|tight|quick|heavy|noisy|shallow|"
            "weird|short|small"
        ),
        "tight chest",
        "chest ~3 tight|tightness|heavy",
        "coughing blood",
        "nostrils flaring",
    ),
    "S_COLOUR": (
        "pale|grey|gray|ashen|putty|clammy|mottled|waxy|blotchy",
        "white as",
        "gone|went|going|turned|look|looks|looked ~1 white|blue|yellow|green|ghostly",
        "lips ~3 blue|white|grey|pale",
        "cold sweat",
        "cold|freezing ~2 hands|feet|fingers",
        "hands|feet|fingers ~3 cold|freezing|ice|icy|blue|purple",
        "bluish",
        "drained",
        "funny|weird|odd|awful|terrible|horrible|strange colour|color",
    ),
    "S_SWEAT": (
        "sweating|sweaty|sweats|clammy|drenched|dripping with sweat|sweatin|sweaty",
        "cold sweat",
        "soaked in|with sweat",
    ),
    "S_FAINT": (
        "faint|fainted|fainting|lightheaded|dizzy|dizziness|woozy|giddy|swimmy|wobbly",
        "light headed",
        "head ~2 swimming|spinning",
        "see|seeing stars",
        "room ~1 spinning",
        "legs ~2 jelly|gave|wobbly|giving",
        "pass|passing|passed|black|blacked|blacking out",
        "unsteady",
        "funny turn",
        "yawning",
        "cant ~2 stand",
        "panicky",
        "off balance",
    ),
    "S_DROWSY": (
        "drowsy|drowsiness|sleepy|lethargic|floppy|limp|dozy|unresponsive",
        "cant ~2 stay|keep awake|eyes open",
        "nodding off",
        "hard to ~1 wake|rouse",
        "wont|not ~1 wake|feed|answer|drink",
        "falling asleep",
        "keeps|keep sleeping|drifting|dozing",
        "sleeps|sleep|sleeping all day",
        "in and out of it",
        "glassy",
        "drift+ ~1 off|away",
        "shout|shake|shouting ~3 wake",
        "acting ~1 drunk",
        "out of it",
        "wont wake",
    ),
    "S_CONFUSED": (
        (
            "confused|confusion|muddled|delirious|incoherent|disorientated|"
            "disoriented|rambling|hallucinating"
        ),
        "not ~1 making sense",
        "seeing|hearing things",
        "not himself|herself",
        "talking ~2 rubbish|nonsense|gibberish",
        "wrong name",
        "forgetting|forgotten ~3 where|who|name",
        "cant ~1 think ~1 straight|clearly|properly",
        "called me ~4 name",
        "agitated",
        "acting ~2 drunk|strange|weird|oddly",
        "seeing things|people",
    ),
    "S_WEAK": (
        "weak|weakness|numb|numbness|paralysed",
        "arm|leg|hand|side ~3 heavy|dead|tingling|tingly|weak|numb|limp",
        "heavy|dead arm|leg|hand",
        "pins and needles",
        "cant ~2 move|lift|grip|walk",
        "tingling",
    ),
    "S_VOMIT": (
        "vomit+",
        "vomiting|vomited|puking|puked|retching|heaving|nauseous|nausea",
        "throwing|threw|throw|chucking|chucked up",
        "being|been|am|was|feel|feeling|felt ~1 ?really ?so sick",
        "cant keep ~3 down",
        "sick ~2 times|everywhere",
    ),
    "S_FEVER": (
        "fever|feverish|feverdegrees|chills|shivering|shivery|rigors|shivers|shiverin",
        "burning|burnin up",
        "temperature|temp ~3 38|39|40|41|100|101|102|103|104|105|high",
        "high|raised|got|a|running temperature|temp",
        "roasting|boiling",
        "hot and cold",
        "hot|cold shivers",
        "freezing cold",
    ),
    "S_PAIN": (
        "agony|excruciating|unbearable|unreal",
        (
            "severe|intense|terrible|awful|worst|horrendous|crippling|insane ~2 pain|"
            "headache|cramps|ache"
        ),
        "pain ~3 severe|intense|terrible|awful|worst|unbearable|unreal",
        "splitting headache",
        "10|ten out of 10|ten",
        "head ~2 banging|splitting|pounding|exploding",
        "doubled over",
        "screaming|crying ~2 pain",
        "stiff neck",
        "neck ~2 stiff",
    ),
    "S_SWELL": (
        "swollen|swelling|swelled|ballooned|puffed|swell",
        "blown up",
        "twice ~2 size",
        "huge|enormous|massive|giant",
        "puffy|puff|slits",
        "size of",
        "blew|blown up",
    ),
    "S_RASH": (
        "hives|rash|welts|blotchy|blotches|wheals|urticaria|itching|itchy",
        "covered in ~3 spots|lumps|bumps",
        "nettle",
        "lumps ~5 arms|tummy|body|legs|all|chest|back",
        "red all|everywhere|over|head",
        "face ~3 red",
        "bumps ~3 all",
    ),
    "S_BLEED": (
        "bleeding|bleed|blood|bled|haemorrhaging|hemorrhaging",
        "soaked ~4 towel|pad|dressing|bandage",
        "dripping",
    ),
    "S_HEART": (
        (
            "heart ~3 racing|pounding|fluttery|fluttering|thumping|hammering|fast|"
            "skipping|jumping|irregular"
        ),
        "palpitations|palpitation",
        (
            "heart rate|pulse ~4 110|115|120|125|130|135|140|150|160|170|180|fast|"
            "high|racing"
        ),
    ),
    "S_SHAKE": (
        (
            "trembling|shaking|shaky|jerking|twitching|tremor|tremors|shakin|shakes|"
            "convulsing"
        ),
    ),
    "S_THROAT": (
        (
            "throat ~3 tight|tightening|closing|tingly|itchy|thick|lump|funny|weird|"
            "swollen"
        ),
        "tongue ~3 tingling|itchy|swollen|thick|heavy|numb|funny|big",
        "voice ~3 hoarse|croaky|gone|funny|weird|husky",
        "hard to swallow",
    ),
    "S_EYE": (
        "blurry|blurred|double",
        "vision|eyesight ~3 funny|weird|bad|gone|worse",
        "light ~2 hurts|hurting",
        "cant ~2 see",
        "spots ~3 eyes",
        "pupils",
    ),
    "S_URINE": (
        "not|havent|hasnt|no ~2 peed|weed|urine|wee|pee|urinated|peeing",
        "wee|urine|pee ~4 brown|dark|cola|black|red|blood",
        "blood in ~2 urine|wee|pee|poo|stool",
    ),
    "S_SLUR": (
        "slurring|slurred|slur|gibberish|mumbling",
        "words ~3 jumbled|muddled|funny|mixed",
        "speech ~3 funny|weird|odd|slow|gone|bad|affected",
    ),
    "S_DOOM": (
        "doom",
        "feel|feels|feeling|think|might ~4 die|dying",
        "never felt ~3 ill|bad|like|poorly|rough",
        "feel|feeling like death",
        "looks ~1 awful|terrible|dreadful|awfull",
        "really|very|so|seriously ~1 unwell|ill|poorly",
        "something ~2 very|really|seriously|badly wrong",
    ),
    "CHEMO": (
        "had|having|on|last|my|after|since ~2 chemo|chemotherapy",
        "neutropenic|transplant",
    ),
    "IMMUNE": (
        (
            "chemo|chemotherapy|immunosuppressed|immunosuppressants|methotrexate|"
            "transplant|neutropenic|leukaemia|leukemia|spleen|steroids|baby|newborn|"
            "biologics|radiotherapy|dialysis"
        ),
    ),
    "SORES_ALL": (
        (
            "sores|blisters|spots|rash|ulcers ~4 all|everywhere|face|body|mouth|eyes|"
            "spreading"
        ),
        "punched out",
    ),
    "PILLS_CHILD": (
        (
            "into|opened|found|ate|eaten|eating|had|swallowed|took|with|chewing|got "
            "~5 {drug}"
        ),
    ),
    "ADMISSION": (
        "like to say yes now",
        "it was ~3 him|husband|partner|boyfriend",
        "wasnt|didnt ~1 fall ~3 stairs|really|over",
        "told everyone ~2 fell",
        "lied about ~4 bruise|bruises|fell|falling|eye|marks",
        "didnt really ~2 fall|walk",
    ),
    "PRICEY": (
        (
            "price|prices|quid|pounds|cost|costs|quote|bill|fee|fees|expensive|queue|"
            "waiting list|boredom|bored"
        ),
    ),
    "LEATHERY": (
        "white|brown|black|grey|yellow|pale ~2 leathery|waxy|charred|crispy",
        "leathery|waxy|charred ~2 white|black|brown|patch|burn|skin",
        "charred skin|flesh",
        (
            "brown|white|black|grey ~4 hard|stiff ~2 like|as ~2 leather|rind|bacon|"
            "bark|cardboard|parchment|wood"
        ),
    ),
    "TANNED": (
        (
            "sun|tan|tanned|tanning|ageing|aging|years|smoker|smoking|old|wrinkles|"
            "handbag|leather"
        ),
    ),
    "VOICE": ("voice",),
    "ITCHY": (
        "itch+|itchy|itches|itching",
        (
            "scratchy|tingl+|tingly|tingling|prickly|burning|fuzzy|furry|numb|weird|"
            "funny|strange"
        ),
        "squeaky|hoarse|croaky",
    ),
    "ALLERGEN": (
        (
            "injection|injected|jab|filler|cream|lidocaine|anaesthetic|anesthetic|"
            "antibiotic|antibiotics|penicillin|amoxicillin|nut|nuts|peanut|peanuts|"
            "latex|glove|gloves|bee|wasp|sting|stung|prawns|shellfish|dye|tablet|"
            "tablets|pill|medicine|ibuprofen|aspirin|egg|sesame|milk|serum|mask|"
            "vaccine|lotion|numbing|kiwi|fish"
        ),
    ),
    "ALLERGY_MORE": (
        (
            "cough+|coughing|hives|swell+|swollen|voice|wheez+|wheezy|rash|breath|"
            "breathing|breathe|lips|tight|vomit+|dizzy|faint|squeaky"
        ),
        "cant ~2 stop ~1 coughing|sneezing",
        "worse|worsening|spreading",
    ),
    "SUICIDE_ASK": (
        (
            "easiest|quickest|best|fastest|painless|least|simplest|surest ~3 way|"
            "method|ways ~3 die|kill|suicide|dead|dying|death"
        ),
        (
            "how ~3 to ~1 kill|hang|drown|shoot|poison|cut|overdose|end ~1 myself|"
            "himself|wrists|my ?own ?life"
        ),
        "how many|much ~6 kill|die|fatal|lethal|overdose|dead|death",
        "lethal|fatal dose|amount|overdose",
        "painless|quick|easy death|suicide",
        "enough to kill",
        "how ~2 die|kill ~3 quickly|painlessly|fast",
        "ways to ~1 die|suicide",
        "if i died|killed|jumped|overdosed|disappeared|dead",
        "ways ~2 kill|end ~1 myself|my|life",
        "least painful|painless|easiest|peaceful way ~1 to ~1 go|die",
        "how long ~5 bleed out|die|drown",
        "how ~3 hurt|cut|harm|burn myself",
    ),
    "SUICIDE_ASK_OTHER": (
        "bacteria|germs|acne|weeds|mites|virus|spots|hair|lice|fungus|nerve|roots|root",
        (
            "botox|filler|microneedling|treatment|cream|laser|peel|it|this|needling "
            "kill|lethal|fatal|die"
        ),
        "die down|from|of",
        "someone|anyone|anybody|people ever",
    ),
    "S_COUGH": (
        "cough+",
        "cough|coughs|coughing",
        "voice ~3 frog|hoarse|croaky|gone|squeaky|funny|weird|husky",
        "hard to talk",
        "swallowing ~4 hard|harder|difficult|worse|hurts|painful|funny",
        "tickle ~3 throat",
        "clearing ~2 throat",
        "breath|breathing ~2 bad|not|good|hard|funny|weird|strange|noisy",
        "sneez+",
    ),
    "GLASS_TEST": (
        "glass|tumbler test ~4 positive|stayed|failed|still|stay",
        "sheets|strips of ~1 skin coming|come|came|peeling off|away",
        "skin ~4 like ~1 wet tissue|paper",
        (
            "doesnt|dont|wont|not ~2 go|fade|disappear|blanch|vanish|change ~2 when|"
            "if|under ~2 push|press|glass|tumbler|touch"
        ),
        "top|skin slides|slid|comes off when ~2 rub|touch|wipe",
        "skin ~1 rubs|wipes|slides|peels ~1 right|straight off",
    ),
    "LABOUR": (
        "waters ~1 broke|broken|gone|went",
        "contractions ~3 every|minutes|apart|started",
        "cord ~3 hanging|out|showing",
        "having|had ~2 baby ~3 car|now|taxi|toilet|bathroom",
        "baby ~2 coming ~2 now|out|fast",
    ),
    # An animal or a toy is the one it happened to.
    "PET_DOES": (
        (
            "dog|cat|puppy|kitten|hamster|rabbit|horse|pony|spaniel|labrador|parrot|"
            "goldfish|teddy|doll|barbie|budgie|tortoise|whippet|terrier|poodle ~1 "
            "licked|licks|licking|ate|eats|eaten|swallowed|drank|chewed|chews|"
            "collapsed|fainted|choking|choked|poisoned|fitting|seizures|overdosed|"
            "wheezing|drooling|vomiting"
        ),
        "dog|cat|puppy|kitten|hamster|rabbit|horse|parrot had|has|having a fit|seizure",
    ),
    # So from birth, or in the family.
    "BORN_SO": (
        "since ~2 born|birth",
        "born ~1 with|like|that",
        "runs in ~1 family|mums|dads",
        "always was|were",
        "always been droopy|crooked|wonky|lopsided|bigger|weak|uneven|like",
        "hereditary|genetic|inherited",
        "family trait|thing",
    ),
    # What is burnt in a kitchen.
    "FOOD_BURNT": (
        "toast|sausages|steak|marshmallow|bacon|pizza is|was|more|got ~1 charred|burnt",
        "charred|burnt|cremated ~1 toast|sausages|steak|marshmallow|bacon|pizza",
    ),
    # Choked with feeling.
    "CHOKED_UP": (
        "choke|chokes|choked|choking up when|at|with|every|reading|seeing|watching",
    ),
    # Sugar that is eaten, not in the blood.
    "SUGAR_EATEN": (
        "cut|cutting|avoid|avoiding|reducing|quit|quitting ~4 sugar",
        "sugar ~1 wax|waxing|waxed|scrub|scrubs|daddy|free|coated|rush|paste|tax",
        "brown|icing|caster sugar",
        "sugar|sugaring ~3 waxing|instead",
    ),
    "DRINKS": (
        "drink|drinking|drank|have ?some ?a ?any alcohol|wine|beer|prosecco|champagne",
        "alcohol|wine|beer ~3 before|after|night|weekend|evening|day",
        "alcohol free",
        "skin ~3 drink|drinks|drinking|soaks|sucks",
        "like a sponge",
    ),
    "LABOUR_OTHER": (
        "due in|on|next",
        "birth plan",
        "years ago",
        "water|waters ~6 banks|cooler|tank|pipe|pipes|dispenser|fountain|mains",
    ),
    "CLOT_OTHER": (
        "thinner|thinners|warfarin|apixaban|rivaroxaban|clopidogrel|xarelto|eliquis",
        "history of",
        "scan ~3 no|clear",
    ),
    "ALLERGY_DRILL": (
        (
            "trained|training|kit|protocol|staff|policy|equipment|treat|manage|"
            "prepared|stock"
        ),
    ),
    "SINCE": (
        "after|since|following|post|had|did|where|recent ~5 {procedure}",
        "{procedure} ~5 yesterday|ago",
        (
            "{procedure} ~3 last|on monday|tuesday|wednesday|thursday|friday|"
            "saturday|sunday|night|week|month"
        ),
        "day|days|week|weeks|month|months ~1 after|post|later|since|on|out",
        "day {number}",
        "days|weeks|hours ago",
        "yesterday|last night",
        "treated area|skin|side|bit|patch|spot",
        "you did|treated|injected|needled|lasered|stitched",
        "{procedure} left|has|gave|made|site",
        "stitches|sutures|incision|wound",
        "where ~3 you|she|he|they ~2 did|injected|treated|put|went",
        "where ~3 injected|treated|needled|lasered|pierced",
    ),
    "NOT_YET": (
        "before ~5 {procedure}",
        "booked|booking|upcoming|tomorrow|cancel|reschedule|rebook",
        "can|could|should|do|may i|we ~1 still ?come|have|go|get",
        "every time",
        "at 1|2|3|4|5|6|7|8|9|10|11|12",
        "always|usually|often ~2 get",
        "prone to",
        "water infection",
        "vitiligo|psoriasis|dental|ear|chest|throat|tooth|eczema",
        "bump ~3 slot|appointment|booking|up|forward|back",
        "bumped|bump ~2 head|into",
        "shingles|herpes|hpv jab|jabs|vaccine|vaccination|vaccinations|injection",
    ),
}

# Forms of a word that mean the same danger, whichever a phrase writes.
FORMS: tuple[str, ...] = (
    "cough coughs coughed coughing coughin",
    "vomit vomits vomited vomiting vomitin",
    "faint faints fainted fainting",
    "collapse collapses collapsed collapsing",
    "choke chokes choking chokin",
    "drool drools drooled drooling",
    "slur slurs slurred slurring",
    "droop droops drooped drooping droopin",
    "bleed bleeds bled bleeding bleedin",
    "spurt spurts spurted spurting",
    "gush gushes gushed gushing",
    "soak soaks soaked soaking soakin",
    "splash splashes splashed splashing",
    "drip drips dripped dripping drippin",
    "swallow swallows swallowed swallowing",
    "take takes took taken taking takin",
    "drink drinks drank drunk drinking",
    "throw throws threw thrown throwing throwin",
    "puke pukes puked puking",
    "shake shakes shook shaking shakin",
    "shiver shivers shivered shivering shiverin",
    "twitch twitches twitched twitching",
    "jerk jerks jerked jerking",
    "hit hits hitting",
    "punch punches punched punching",
    "beat beats beaten beating",
    "slap slaps slapped slapping",
    "kick kicks kicked kicking",
    "strangle strangles strangled strangling",
    "threaten threatens threatened threatening",
    "force forces forced forcing",
    "rape rapes raped raping",
    "abuse abuses abused abusing",
    "starve starves starved starving",
    "spread spreads spreading spreadin",
    "drop drops dropped dropping droppin",
    "stumble stumbles stumbled stumbling",
    "inhale inhales inhaled inhaling",
    "wheeze wheezes wheezed wheezing wheezin",
    "gasp gasps gasped gasping gaspin",
    "splutter splutters spluttered spluttering",
    "ring rings rang rung ringing",
    "lift lifts lifting",
    "blister blisters blistered blistering",
    "scald scalds scalded scalding",
)
