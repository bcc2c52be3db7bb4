"""Ordinary words: what the speller must leave alone, and what glued text is made of.

Data only. `LEAVE_ALONE` holds the common English words that are one or two letters away
from a word of the lexicon ("heard" from "heart"); `COMMON` the most common words.
"""

# The commonest words, which letters written without blanks are split into.
COMMON: frozenset[str] = frozenset(
    """
    a abandoned ability able about above academic academy accepted access according
    account achieved acquired acres across act acting action actions active
    activities activity actor actress acts actually adam added addition additional
    address administration administrative adopted adult advanced affairs afraid
    africa african after again against age aged agency agent ago agreed agreement
    ahead aid air aircraft aired airport albert album albums alex alexander ali
    alive all alliance allow allowed allowing allows almost alone along alongside
    already also alternative although always am america american americans among
    amount an analysis ancient and andrew angel angeles angry animal animals anna
    anne announced annual another answer answered anti any anyone anything anyway
    apart apartment apparently appear appearance appearances appeared appears
    application applied appointed approach approved approximately april architecture
    are area areas arm armed arms army around arrested arrived art arthur article
    articles artillery artist artists arts as asia asian ask asked asking ass
    assembly assigned assistant associated association at atlantic attack attacked
    attacks attempt attempted attempts attended attention audience august australia
    australian author authorities authority available avenue average avoid award
    awarded awards away baby back background bad bag ball band bank bar barely base
    baseball based basic basis basketball bass battalion battle bay bbc be beach
    bear beat beautiful became because become becomes becoming bed been before began
    begin beginning begins behind being believe believed bell below ben beneath
    berlin beside besides best better between beyond big bill billion bird birth
    bishop bit black block blood blue board boat bob bodies body book books border
    born boston both bottom bought bowl box boy boys brain branch brand brazil break
    breath brian bridge brief briefly brigade bright bring britain british broadcast
    broke broken bronze brother brothers brought brown build building buildings
    built bureau buried bus business but by california call called calling calls
    cambridge came camp campaign campus can canada canadian cancer candidate cannot
    capacity cape capital captain captured car card care career carolina carried
    carry carrying cars case cases cast castle catch category catholic caught cause
    caused causing cell cells cemetery census center central centre centuries
    century certain chain chair chairman challenge chamber champion champions
    championship championships chance change changed changes channel chapter
    character characters charge charles chart check chest chicago chief child
    children china chinese choice chosen chris christ christian christmas church
    circle cities citizens city civil claim claimed claims class classes classic
    classical clean clear clearly climate close closed closely closer clothes club
    clubs coach coast code coffee cold collection college colonel color columbia com
    combat combined come comedy comes coming command commander commercial commission
    commissioned committee common commonly communication communications communist
    communities community companies company compared competed competition complete
    completed completely complex composed composer computer concept concert
    condition conditions conducted conference confirmed conflict congress connected
    connection conservative considered consists constitution constructed
    construction contact contained containing contains contemporary content continue
    continued continues contract control controlled convention conversation cool
    copies core corner corporation corps cost could couldn council count counter
    countries country county couple course court cover covered covers crazy create
    created creating creation creek crew cricket crime criminal critical critics
    cross crossed crowd crown cultural culture cup current currently cut dad daily
    damage damn dance dangerous daniel dark darkness data date daughter david davis
    day days dead deal dean death debut december decided decision declared dedicated
    deep defeat defeated defence defense defined degree del democratic density
    department deputy der des described design designated designed desire desk
    despite destroyed details determined develop developed development did didn die
    died difference different difficult digital dinner direct directed direction
    directly director discovered disease display distance distribution district
    districts divided division do doctor documentary does doesn dog doing don done
    door doors double doubt down draft drama draw drawn dream dress drew drink drive
    driver driving drop dropped drug drums dry due duke during dutch duty each ear
    earl earlier early earned earth easily east eastern easy eat economic economy
    edge edition editor education educational edward effect effective effects effort
    efforts eight either elected election elections electric electronic elementary
    elements elizabeth else emperor empire employed empty end ended ending ends
    enemy energy engine engineer engineering england english enough enter entered
    entertainment entire entirely entitled entrance entry environment environmental
    episode episodes equipment era eric escape especially established estate
    estimated etc europe european even evening event events eventually ever every
    everyone everything evidence evil exactly example except exchange executive
    exhibition exist existence existing expanded expected experience explain
    explained express expression extended extensive extra eye eyes face faced
    facilities facility fact factory faculty failed fair faith fall falling falls
    fame families family famous fans far farm fashion fast father fear feature
    featured features featuring february federal federation feel feeling feet fell
    fellow felt female females festival few fiction field fields fifth fight
    fighting figure figures filled film films final finally finals financial find
    finding finds fine finger fingers finish finished fire firm first fish five flat
    fleet flight floor florida flow flowers fly flying focus focused follow followed
    following follows food foot football footballer for force forced forces ford
    foreign forest form format formation formed former formerly forms fort forward
    fought found foundation founded founder founding four fourth fox frame france
    francis francisco frank free freedom french frequently fresh friend friends from
    front fuel full fully fun function fund funding further future gained gallery
    game games garden gas gate gave gaze general generally generation genus george
    georgia german germany get gets getting girl girls give given gives giving
    glanced glass global go goal goals god goes going gold golden gone good got
    government governor grabbed grace grade graduate graduated grand grant granted
    gray great greater greatest greek green grew grey ground group groups growing
    growth guard guess guest guitar gun guns guy guys had hadn hair half hall hand
    handed hands happen happened happy hard harry has have haven having he head
    headed headquarters heads health hear heard heart heat heavily heavy height held
    hell help helped henry her here heritage herself high higher highest highly
    highway hill hills him himself his historic historical history hit hockey hold
    holding holds holy home hong honor hope horse hospital host hosted hot hotel
    hour hours house household households houses housing how however huge human
    humans hundred hunter hurt husband i ian ice idea ideas identified identity if
    iii illinois image images immediately impact imperial important in inc include
    included includes including income increase increased increasing independence
    independent india indian individual individuals industrial industry infantry
    influence information inhabitants initial initially injury inside inspired
    instead institute institutions intelligence intended interest interested
    interior internal international internet interview into introduced investigation
    invited involved iran ireland irish iron is isbn island islands isn israel issue
    issued issues it italian italy its itself jack jackson james jane january japan
    japanese jason jazz jean jersey jesus jewish jim job joe john johnson join
    joined joint jones jose joseph journal judge july june junior just justice keep
    keeping kept key kid kids kill killed killing kilometres kind king kingdom kiss
    kissed kitchen knew know knowing knowledge known knows kong korea korean label
    labor labour lack lady laid lake land landing lane language languages large
    largely larger largest last late later latin latter laugh laughed launch
    launched law laws lay lead leader leaders leadership leading league leaned learn
    learned learning least leave leaves leaving led lee left leg legal legislative
    legs length les less let letter letters level levels lewis liberal library lie
    lies lieutenant life lifted light lights like liked likely limited line lines
    lips list listed literary literature little live lived lives living local
    located location london long longer look looked looking looks lord los lose
    losing loss lost lot louis love loved low lower lying lyrics machine made
    magazine magic main mainly major majority make makes making male males man
    managed management manager many march maria marine mark marked market marriage
    married martin mary mass massachusetts master match matches material materials
    matt matter max maximum may maybe mayor me mean meaning means meant medal media
    median medical medicine meet meeting member members memorial memory men
    mentioned message met metal method methods metres mexico michael michigan mid
    middle might mike mile miles military miller million mind mine minister ministry
    minor minute minutes miss missed missing mission mix mixed mobile model models
    modern mom moment money month months moon more morning most mostly mother motion
    mount mountain mountains mouth move moved movement movie moving mrs much multi
    multiple municipal municipality murder museum music musical must my myself name
    named names narrow nation national nations native natural nature naval navy near
    nearby nearly necessary neck need needed needs neither netherlands network never
    new newly news newspaper next nice nick night nine no nodded nominated non none
    nor normal north northeast northern northwest nose not notable note noted notes
    nothing noticed novel november now nuclear number numbers numerous object
    obtained occupied occurred ocean october of off offer offered offers office
    officer officers offices official officially officials often ohio oil okay old
    older oldest olympic olympics on once one ones online only ontario onto open
    opened opening opera operated operating operation operations opportunity
    opposite opposition or orange orchestra order ordered orders organization
    organizations organized origin original originally other others otherwise our
    out outside over overall own owned owner oxford pacific page paid pain painting
    pair pakistan palace paper parents paris parish park parliament part
    participated particular particularly parties partner parts party pass passed
    passenger passing past path patrick paul pay peace peak pennsylvania people per
    percent perfect perform performance performances performed performing perhaps
    period permanent persian person personal peter phase philadelphia philosophy
    phone physical piano pick picked picture pictures piece pieces pilot place
    placed places plan planet planned planning plans plant plants platform play
    played player players playing plays please plus poet poetry point pointed points
    poland police policy polish political politician politics pool poor pop pope
    popular population port portion position positions positive possible possibly
    post potential power powerful powers practice pre premier prepared presence
    present presented president presidential press pressed pressure pretty prevent
    previous previously price primarily primary prime prince princess principal
    prior prison private prize pro probably problem problems process produce
    produced producer product production products professional professor program
    programme programming programs project projects prominent promise promoted
    promotion property proposed protect protection provide provided provides
    providing province public publication published publishing pull pulled pulling
    purchased purpose pushed put qualified quality quarter queen question questions
    quick quickly quiet quite race races racing radio rail railroad railway rain
    raised ran range rank ranked rare rate rather ray reach reached reaching
    reaction read reading ready real reality realized really rear reason reasons
    receive received recent recently recognized record recorded recording records
    red reduced reference referred refused regiment region regional regions register
    regular related relations relationship relatively release released relief
    religion religious remain remained remaining remains remember remembered removed
    renamed replaced replied report reported reports representative representatives
    represented republic republican required research reserve residents resources
    respect respectively response responsible rest restaurant result resulted
    resulting results retired return returned returning revealed review reviews
    revolution rich richard ride right rights ring rise rising risk river road
    robert rock role roles roll rolled roman rome roof room rooms rose round route
    royal rugby rule rules run running runs rural russia russian ryan safe safety
    said saint sales sam same san santa sarah sat save saw say saying says scale
    scene school schools science sciences scientific score scored scoring scotland
    scott scottish screen sea search season seasons seat seats second secondary
    seconds secret secretary section sector security see seeing seem seemed seems
    seen selected self selling semi senate send senior sense sent separate september
    series serious serve served serves service services serving set sets setting
    settled settlement seven several sex sexual shall shape share shared sharp she
    ship ships shirt shit shook shop short shortly shot should shoulder shoulders
    show showed showing shown shows shut side sides sight sign signal signed
    significant silence silent silver similar simon simple simply since singer
    singing single singles sir sister sit site sites sitting situated situation six
    sixth size skills skin sky sleep slightly slow slowly small smaller smile smiled
    smith snow so soccer social society soft software sold soldiers solo some
    someone something sometimes somewhere son song songs sons soon sorry sort soul
    sound sounds source sources south southeast southern soviet space spain spanish
    speak speaking special species specific speech speed spent spirit split spoke
    sport sports spot spread spring squad squadron square stadium staff stage stand
    standard standards standing stands star stared staring starring stars start
    started starting starts state stated statement states station stations status
    stay stayed steel step stephen stepped steps steve still stock stomach stone
    stood stop stopped store stories storm story straight strange street streets
    strength strike strong structure student students studied studies studio studios
    study style subject subsequent subsequently succeeded success successful such
    suddenly suffered suggested suit summer sun sunday super supply support
    supported supporting supposed supreme sure surface surprise surprised
    surrounding sweden swedish sweet sword sydney system systems table take taken
    takes taking talk talking tall target task taught tax taylor teacher teaching
    team teams tears technical technology teeth television tell telling tells
    temperature temple ten term terms territory test texas text than thank thanks
    that the theater theatre their them theme themselves then theory there therefore
    these they thick thin thing things think thinking third thirty this thomas those
    though thought thoughts thousand three threw throat through throughout thus
    tight time times tiny title titled titles to today together told tom tomorrow
    tone tongue tonight tony too took top toronto total touch tour tournament toward
    towards tower town towns township track tracks trade tradition traditional
    traffic trail train trained training trains transfer transferred transport
    travel treatment tree trees trial tried trip troops trouble truck true trust
    truth try trying turn turned turning turns twelve twenty twice two type types
    typically ultimately unable uncle under understand understanding union unique
    unit united units university unknown unlike until up upon upper urban us usa use
    used uses using usually valley value vampire van variety various vehicle
    vehicles version versions very via vice victoria victory video view village
    villages violence virginia vision visit visited vocals voice volume von vote
    votes wait waited waiting wales walk walked walking wall walls walter want
    wanted wants war ward warm was washington wasn watch watched watching water wave
    way ways we weapons wearing weather web website week weekly weeks weight well
    went were weren west western what whatever when where whether which while
    whispered white who whole whom whose why wide widely wife wild will william
    williams wilson win wind window windows wine wing wings winner winners winning
    winter wish with within without wolf woman women won wonder wood wooden word
    words work worked workers working works world worry worse worth would wouldn
    wrestling write writer writers writing written wrong wrote yard yards yeah year
    years yellow yes yet york you young younger your yourself youth zealand zone
    """.split()
)

# Words that look like a mistyped word of the lexicon and are not.
LEAVE_ALONE: frozenset[str] = frozenset(
    """
    abby abel ables aboard abouts aboved abover aboves abroads abuser abusers
    accent accidented accidenter accidents accurate aces aching acids acre acred
    acrer acres acring acted admit adviced advicer advices advise aesthetic
    aesthetics affair affecter affecters affects afraids afternooned afternooner
    afternoons afterward agains againsts agent agented aggression aggressively
    agreed agreer agrees agreing aheaded aheads aiding airs akin alain alcohols
    alice alike alived aliver alives aliving allen allower allows alloy almosts
    aloned aloner alones alonger alongs alter ambiance ambient ames amin among
    amounts ample amused amusing ancient angle animated ankles anna anned anning
    answers antiing antis ants anymored anymorer anymores anyoned anyoner
    anyones anyoning anyways anywhering aparts apparel appealed appealer
    appealing appear appearer appearers appears appled appler apples applies
    apply appointmented appointmenter appointmenters arched arches arching arden
    ardent aren arena arenas arens ares argent argumented arias arise arising
    armed arounds arrange arranger arrests arrow arrowed arrower arrowing arrows
    arte ascent ashe asher ashes asided asides asleeped asleepers asleeping
    asleeps aspected aspen aspirations aspiring assaulter assaulters assaults
    asteroid asteroids astor attach attached attacker attackers attained
    attempter attempters attempts attested attracted aunts awaiting awaked
    awaker awakes awaking aware aways awfully awhile awoke axonal babied backed
    backer backing backs backward backwarded backwarder backwarders backwoods
    backyard bacterial bacterium badges baked baking balanced balancer balances
    balancing balling ballots ballroom bandanas banded bander banding bands
    banged banked banking banks banning bans bard bared baring barking barley
    barned barner barning barns barrie barried barriers barries barry barryer
    base basel baseman basemented basementer basements baser bases basic basil
    basing basins basis bathed bathers bathing bathroomed bathroomer bathrooms
    baths bats batted batter batteried batteryer batteryers batting battle
    battled battlers battles bauer beach beached beaches beaching beaming beams
    beans beard bearing bears beast beasters beasting beasts beated beatens
    beater beatles becamed becamer becames becaming becaused becauser becauses
    becomed becomer becomes bedrooms beds bedside beening beens beers beetling
    befored beforer befores beforing beganing behalfing behavior behinding
    behinds beings bell bella belle belled bells belongs belower belowers
    belowing belows belter belters belting belts bench benched benches benching
    bended bender bending bends beneathed beneathing beneaths bented benter
    benting bents berth besided besider besides bested bester besters besting
    bests betaer betaing betas bethed bether bething bets betting betweens
    biased bibling bidding billing billioned billioning billions bills billy
    bind binding binds bing bingo biological biologicals biologied biologies
    biologist birch birding birthdayed birthdayer birthdays births bitched
    bitches bitching biters bites bitter blackers blackish bladed blader bladers
    blading blake blaked blaker blakes blaking blame blames blaming blanc
    blanchard blanche blanco bland blank blanker blanketed blankets blanking
    blanks blaster blasters blasting blaze blazing bleeping blend blended
    blender blending blessing blewed blewing blews blinders blinds blinked
    blinking bloc blocker blocks blond blonder blonding blonds blooders bloodies
    blooding bloodyers bloom blows blu blued bluers blues bluing blurted blush
    blushing boar boards boasting boated boating boats bobbying boeing boiler
    bois bolder bolding bolstered bolted bonded bonders bonding boned boner
    bones booker books boomed booming boosters boosting border bore borer bores
    boring borned borner borning borns bothed bothered boths bottled bottler
    bottlers bottling bottom boughts bounder bounding bout bowed bowing bowled
    bowling bowls bows boxer boxers boxes boyd boyfriended boyfriender
    boyfriends braced bracing braded brading brads braining braise brake braking
    branched brancher branchers brander branding breach breached breaches
    breaded breading breads breadth breaked breakfasted breakfaster breakfasts
    breakup breasted breasting breather breathers bred breed breeding breeds
    brest breuning brewing brianing bricking bride brides bridged bridger
    bridgers bridget bridging briding briefing brig briggs brights brink brisk
    broad broading brock broked brokens broker brokes broking bronzing brood
    brooke bros brothers brought browing browne browns brucing bruins brunch
    brushing bryaning bubble budding buildings builters builting bulbs bulled
    bulling bulls bully bullying bumpier bumpy bun buns bureauing burger buried
    burners bursters bursts burt bury burying busch buses bush bushing bust
    busying butch butter buttered cabined cabiner cabinets cabins cabled cabling
    cached caches cafer cager cages caging cain cakes calculation calder cale
    caller calls calmer calms camed camer cames caming camp camped camping camps
    cancers candles cane cannon cannots capables caper caping captures carder
    carding cared career carers cares carey cargoing caring carled carler
    carling carls carly carne caroling carping carr carrie carrier carries cars
    cart carter carts carved carver carving cary cased caser cash cashed cashing
    casing casting castles casts catched catches catching cater catering cats
    cattling caughting caughts causer causing cave caver caves ceased celled
    celling cello cellulite censured cent center centrals centred centrer
    centres centro certain chain chaining chaired chairing chairs champ champs
    chanced chancel chancer chancing chang changer changers changing chanting
    chap chaplain chapters char charge charged charger charges charging charming
    charms charted charting chase chasing cheat cheating checkers cheeking cheer
    cheering cheers cheesing chefs chemicaled chemicaler chemicalers chened
    chening chens chess chester chesting chests chet chewy chick chickens chicks
    childed childer childers childrened childrener childrens childs chile chiled
    chiles chili chilly ching chins chips chives chocolated chocolater
    chocolaters chocolates choiced choicer choices choicing choir choiring
    choosing chopin chops chore chores chorus chose chosed choses chosing
    christing chucker chuckers chuckled chucks chun chung churched churches
    churching churning cigarettes circle circled circler circlers circulating
    claiming clair clairing clam clan claner claning clap clapped clapping clare
    clarkers clarking clash clashed clashes clasp clasped clauding claws clayer
    claying cleaned cleaners cleanest cleans cleansing clearer clears clement
    clenched clenching clerical clerking clicked clicking cliffing cliffs
    climating climaxing clinched clinging clinics clint clippers clocked
    clockers clocking clocks clone cloned clones closer closers closest closet
    clothed clother clothers clothing cloths cloud clouded clouding clouds
    clover clubing clumsily clusters clutch coachers coaching coal coaling
    coalition coarse coasting coasts coating coats cocked cod coder codes coding
    coffeed coffeer coffees coffeing coin coincidence coke col colded colders
    colds coler coles coling colins collapser collapsers colleagues collect
    collecter collecters collection collections collective collectived
    collectiving collector collects colleged colleging collusion colon colonies
    colors colours colt colton colts comed comer comers comet comicing
    commercing compares compass complained complaint complaints complete
    completed completer completers completes compliant compressed comprise
    comprises concepted concert concerted concerter concerto concerts conclusion
    conclusions concreted concreter concreters concretes concussion conditioner
    coned cones conference confess confessed confesses confession confidenced
    confidencer confidencers confidences confined confines confluence
    confusioned confusioner confusions congress conjured connected connecting
    conner conor cons consequence conservation consisted consolation consonant
    constance constancy constanted constanter constants constituted constraints
    construct constructed constructing construction constructions consulted
    consulting consume consumer consumers consumes consuming contacts contained
    content contented contestant contested contester contexted contiguous
    continent continue continuer continuers continues continuously continuum
    contra contracted contracter contracting contraction contractor contractors
    contracts contrary contrast contrasts controled controler controlers
    controling controller controllers convent conversationed conversationer
    conversations converse conversing conversion conversions converted
    conviction convinced cooke cooker cooks cooled cooling cools cooperation
    cooperations cooperative coordinating coordinator copying cords corer cores
    coring corked corker corking corners coroner corporate corporating corrected
    correcting costa costas costing costumer cottons couch couched couches
    couching coulder coulding couldn couldns coulds counter counteract countied
    counties countrying counts county countying coupe couping coupled coupler
    couples coupling coursed courser courses coursing court courted courting
    cousins cove coven covering covers covert crabs cracker cracking cracks
    crafters crafting craigers craiging crap crasher crashers crashes craving
    crawling crazyers crazying creaming creams creamy crease creating creek
    creekers creeking creeks crest crested crewed crewing crews crickets cried
    crimes criming cringed crippled crises crisp cristina crops crosses crossing
    crows cruising crumpet cruzing crypt culting cunning cupping curry curse
    cursing curtail curtains curve customary customed customer customs cypress
    czeching dail daisy dales daly damaged damager damages dames darer dares
    daring darked darkers darks darned dart darts datas dated dater daters
    dating daughters daves dawn dawned dawning deads deals deaths debating debts
    decaded decide decider decides decisioned decisioner decisions decisive
    decker decks decorated decree deeped deepers deeps defected degreed degreer
    degreers deleted delicious demoted denial denoted denoting depart departed
    depicted depleted deployed deposed deposited depot depoted depoter depth
    derision derive derms deserted deserved deserves desired desirer desires
    desked desking destroys detail detected deterioration developers develops
    device deviced devicer devices devise devoted diameter diary dicked dicking
    didner didns dieted dieting diets differed differenced differencer
    differencers differences differented differenter differently differents
    differing difficulted difficulter difficulters difficultied difficulting
    difficults difficultyer difficultyers digging dilation diner ding dining
    dipped dipping dips direct directer directers directly director directored
    directs dirt dirted dirting dirts disappears disclosed discover discovered
    discovering discovers disorders distorts distract district distrust ditches
    dive diver divergent diverted diving division divorcer docked doctors
    document documented documenter documenters dodge doesn doesning doesns doin
    domes domesticed domesticer domestics dominating domination doming donalding
    donate donations doned doner dones dong doning donner donors dooring doping
    doubler doubles doubted doubting downer downing downs draft drafted drafting
    drafts draged drager dragers draging dragon dragoning draining drains draker
    drakers draking dramaing draped draper drawed drawing drawl drawned drawner
    drawners drawning drawns draws dreaming dreams drewer drewers drewing drews
    drilled drilling drinker drived driven drivers drives driving droped droping
    drove drover droving drowned drugged druging drugs drunked drunking drunks
    drying ducked ducks duffy duking duration dusk dusty eached eacher eaches
    eaching early earths easer eases easied easies east easter easting easyer
    easying eatens eaton ebook eclectic edged edger edgers editing effected
    effecting efforts eighted eighteened eighteener eighteens eighteenth eighter
    eighters eighth eighthed eighther eighties eights eighty ejected elapsed
    elbows elected election electricaled electricaler electricals electriced
    electricer electricing electricityer electrics electro electrolyte electron
    electronic elegant elephants elevens eliting elses elsing emergence
    emergencyer emery emigrated emil emission emoticon emotions empired
    employing endings endurance engaged enhance enoughs enraged entired entirer
    entires entranced entrancer entrancers entrances equipmented equipmenter
    equipments erected erection errors escaped escaper escapes evens everton
    everying everyoned everyoner everyoners everyones everyoning everywhered
    everywherer everywherers everywheres evil exacted exacting excepted
    excepting exception excessive excitemented excitementer excitements exciting
    excluding exclusion excursion executed executing execution exemption
    exerciser exercisers exerted exfoliate exiling existent exists exit exited
    exiting exits expansion expansive expecter expecters expects expedited
    expelled expense expensived expensiver expensivers expensives experted
    experter experting expertise expire exploded exploiting explore exploring
    explosioned explosioner explosions explosive exported exporting exposing
    expressive expulsion extending extensive extensived extensiver extensives
    extented extenting extras extremed extremer extremers extremes eyeglasses
    faced facer facers facing facted facter facting faction factored facts fades
    fae failer fails fainter faired fairied fairing fairs fairying fait faither
    faithing faiths faked fakes faking falled fallens faller fallers fallon
    falsing fame famed fames faming famished fanny fantasied fantasies
    fantasying fares farmed farrell farther fasters fastests fasts fated fater
    faters fates fathers fating fats faulting fearing fears featers feather
    feating feats featured feeds feelings feeting feets feint felled feller
    fellers felling fellow fellowing fells felts ferry fetal fiction fictional
    fictions fifteens fifthing fifths fight figuring filed filer filers files
    filing filly filmer filmers films filter filters finale finals finance
    financially financing finder finders finding fined finer finers fines
    fingertip fining finisher finishers finishes finnish finnished finnisher
    finnishes finnishing fins fired fires firmed firming firsting firsts firth
    fished fishing fisted fister fisting fists fiver fivers fives flaged flagers
    flaging flags flamed flamer flamers flaming flanked flanking flanks flappy
    flaps flare flared flasher flashers flashy flated flater flaters flating
    flatter flawed flaws fleeing flees fleeters fleeting fleshed fleshes
    fleshing flewer flewing flews flicker flicking flighter flighting flights
    flint flipped flirting float floated floats flocked flood flooders flooding
    floorers flooring floors flour flowers flown flows fluids flush flushed
    flushing fluter fluters fluting fluttered flyer flying foiled folder folks
    follows fond font fontaine foods footballed footballer footballs footers
    footing foots foray forbes forcer forcers forded forder fording fords fore
    foreheaded foreheader foreheads foreigns foresting forge forged forget
    forgeting forgiven forgottened forgottener forgottens forks former forming
    forms fort forted forters forth forthed forthing forting forts fortying
    forumed forwards foster foughting founds fountains fours fourteened
    fourteener fourteens fourteenth fourthed fourther fourths foyer fraction
    fracture frame framed frames framing france franzing freaking fred freed
    freeing freer freezer freighting freing freshing fridays fridge fries fright
    frogs fromed froming froms fronted fronters fronting fronts frost frosting
    frowning frozens fruit fruits fueling fuels fulled fuller fullers fulling
    fulls function functional fund funder funds funerals funky furied furnished
    fury furyer fuses futured futurer futures gabled gage gaining gains gamed
    gaming gamma ganged ganging gaped gaps garage garde gardens gary gases gated
    gating gauge gauged gauging gaved gaves gavin gaving gaze gazed gazing gems
    genera generaled generaler generals gentled gentler gentles gently genus
    germ gianting giants giggle giggled giles girlfriended girlfriender
    girlfriends girling girls gived givens giver givers glad glading glads
    glanced glaring gliding glistening globe globes glossy glover glowing glows
    gminaing goaling goldening golder golfs gones gong goning gonnas gooding
    goods googler googles gordoning gottens grab grabed grabing grace graced
    graces gracing grade grading graf grain graining grammy grams granada grand
    granded granding grands grandsoned grandsoner grandsons grant granting grape
    grapes graph grasped grasping grasses grassy grave graving grayer graying
    grays grayson graz grazed grazing grease greating greed greek greene
    greening greens greer greet greeting greger grewer grewing greyed greyers
    greys griding grids grin grining grinning grins griped griping groan groomer
    gross grounding grouped grouping groups grove groved groves groving growed
    growl growling growning growns grows guiding gulfed hades hadn hadns
    haemorrhagic hairy halfs halfways halls hallway halts halves hamleted
    hamleting hampered han handed hander handing handling handy hanger hangs
    hank hanna hans happeners happied happies happyer happying harded harders
    harding hards hardy hare hari harmer harp harper harry harshed hart harted
    harter harting harts hasn hasns hated hater haters hating hats haunt haven
    havening havens haves hayes header heading healer health healths healy
    hearded hearder hearding heards heared hearings hears hearst hearter hearth
    hearting hearts heated heating heats heaved heaveners heavens heavies
    heaviest heavying hedges heel height heir heiring heirs helded helding helds
    helled helling hells helper helps herbal heres hering hermes heroes heroic
    heroine heroing heron herring herselfs hided hider hiders highs hiking hill
    hills himselfs hines hints hips hiring hiss historian histories hitter hive
    hodge holden holder holdings holed holer holers holidays holing holmes
    homeless homes homing honeys honged honger honging honors honours hooding
    hoods hook hoper hopes hopping hormonal horning horrified horse horsing
    hostel hoster hotelers hotels houring housed houser houses howarding huffed
    huger huges hugged hundreds hungary hunged hungers hunging hungs hunter
    hunting hunts hurling hurst husbands hut huts hype hyperglycemia idealing
    ignore ignorer ignores igor imported importing imposed imposing impossibled
    impossibler impossiblers impossibles improper improv improve improvemented
    improvementer improvementers improver improvers improves improvised
    inception inched inches inching inclusion increasingly incurring indicate
    indicted indigestion inducing inducted induction infants infectious inferred
    inflate inflated inflation inflicted informed infrared inherent inherently
    initiate injunction injured injuried injuries injurying inmate inner
    inputing inquiring insect insects inserted insertion insided insider insides
    insisted insisting inspected inspecting inspection inspector insteads
    instruction instructional instructioned instructioner instructioners
    instructors insulation insure intending intensed intenser intenses intented
    intenting intention intentions inter intimacy intos intricate invading
    invasion invented invention inventions inventor inverted invest invested
    investing investor invincible invisibled invisibler invisiblers invisibles
    iphone irons islamed isolated issued issuer issuers ives izzy jaking jean
    jello jenks jens jerky jesser joans joels johnsons johnston jolly josing
    juans jumper jungling justs keating keeped kepts kicker kidd killer killings
    kills kilo kinds kitchens kneed kneeling kneer kneers knewing knews knifed
    knifer knifes knight knocker knots knowning knowns laborer laboring labors
    labourer labourers labours laced lack lacked lacker lacking lacks ladder
    lads ladyer laided laked laker lakes laking lame lamp lamps lance land
    lander lands laned laner lanes laning laps larging larry lasers lashed
    laster lasters lasts late lated laters lates latter lauded laugher laughers
    laughs launch launching lauraing lawful lawyer layered layers laying leach
    leaded leading leads leafed leafers leafing leafs leaky leaned leaner leans
    leaped leaping leapt lear lease leased leash leashes leasing leasts leaved
    leaver leaves leaving leeds lefted lefter lefters lefting lefts legions
    lending leoning les lessons lest lester lever lies lifed lifes lifing lifter
    lighted lightening lighters lighting liked liker likers liking lila limb
    limiting linen liner liners ling linger lining linked linking links lion
    lioned liquids listed listens lister listers listing lists liter litre
    litter littled littler littles lived lively lives loaning loans loaves lobes
    locals locke locker locking locus lodge lodger lodges logged logging logos
    lone lonely longed longers longs looker loomed looming looped looping loops
    loos loosed looser looses loosing looting lorder lords losed loser losers
    losses losting losts louds lover loves loving loyal lucked lucking lucks
    lukes lured lynch machined machiner machines mades mading mailing mails main
    maine maines mainz majors maked maker makers makeups males mali maling mall
    maller malling malone managed manager manages mandy manly manny manor mans
    marathi marathoned marathoner marathons marbler marbles marching marcing
    marcoing marcs mariaing maried mariing marining marioing maris marketer
    marking markus marred marriaged marriager marriagers marriages marries
    marrying mars marty marveling mary marying masked masking masks massage
    massages massing massived massiver massivers massives master masters mated
    mateo mater maters mather mathers maths mating mats matted matteo matthews
    matting matts maybed mayber maybes maybing mayor mclean means meated meater
    meating meats medal medals mediaing mediation medici medicinal medicined
    mediciner mediciners meditation meeted meeter meeting meets membershiped
    membershiper memberships mended mental merer merry messager messagers messed
    messing meta metabolic metaling metals meteor meters metre metrer meyer
    middle middled midnighted midnighter midnights mighted mights mighty migrant
    migrate miked mikes miking mile miled miles milks minds mined miner mines
    minis minors minuted minuter minuters misses missions missy mistaked
    mistaken mistaker mistakes mistress misused mites mixer mixes moaning
    mobiling moded modeling modes moding momented momenting moments mommy
    mondays moneys monitors monkey mont monte monther monthing monty monument
    monuments moods mooning moraine moraling mored mores moring mornings moses
    mosted mosting mosts moth mothed mothers mothing moths motion motoring mount
    mourning mouse mouses mouther mouthing mouths movemented movementer
    movementers mover movers movied movies moviing moving mowed mowing muched
    multipled multipler multiplers multiples multis mumbaiing munchen muniched
    murders muscled muscler musclers muscling mushroom musts mutter
    mycophenolate myselfs named namer namers narcotic narrated narrowers
    narrowly nasa natal nated nates nativing naval nearby nears neatly nec
    necker necks needed needy neighbor neighbors neighbours neiling neils
    nepaling nephews nephrotic nerves nesting nettles newer nexting nexts nice
    niced nicing nickel nicker nights nines nipped noahing node nods noise
    noises noising none nones norma normaled normaler normals norman normandy
    norse northing noses noted notes nothin noticer notices noting novice
    nowhered nowherer nowheres numbers nursed nurser nurses oaks observed
    observing obsession occasion odor oftens olds oman omitted onces oncing
    ongoing onion onlined onliner onlines ontoing ontos openers openings opens
    operatic operating operational operationed operationer operations operative
    operator opined option oranged oranger oranges orders oscared oscars others
    otherwised otherwiser otherwisers otherwises otter ouch ought ours outlined
    outlines outsided outsider outsides overcome overcoming overdoing overhead
    overheads overs oversaw oversee overseen oversees overuse owened owener
    owening owls owned oxygens pace paced pacer pacers paces pacing packaged
    packager packages packed packer packers packing paddle pager pagers pages
    paging paids painers paining painters painting paints pairs palace paled
    palers pales paling palmer palms panned pans pants parent parental parished
    parishes parker parks parted parter parters parting partners parts partyer
    passions passports password pasted paster pasters pasting pasts pastures
    patent patents path patience patiented patienter patienters patiently patrol
    patterns patting patty pauler pauling paused pauser pauses pawn paymented
    payments peaced peacefully peacer peaces peach peak peaking peaks pearce
    pearson peeked peered peering peers pence pend pending penn pennant penned
    peopled peopler peoples peopling peppers percussion perfects perished
    permanent permanented permanenter permanents permissioned permissioner
    permissions persona personed personing persons peting petty phased phaser
    phasers phases phoned phoner phones photo photograph photographer
    photographers photographic photographied photographies photographs
    photography photographyer photon phrase physical physicaled physicaler
    physicals pianoing picks picture pictured picturer picturers pieced piecer
    pieces piecing pierce pierred pikes pilasters pilates piler piles pinch
    pinched pined pines pings pining pinked pinking pinks pinning pinto pints
    piper pipers pirates pissed pitcher pitches pitching pits pitting placed
    placement placer placers places placing plained plainers plaining plains
    planer planers planes planet planeted planeters planeting planets planing
    plank planner plans planter planters planting planus plastered plasticers
    plastics plata plated plater platers plates platformed platformer platforms
    plating plato platter played player players playing plazaers plazaing
    pleaded pleas pleaser pleasers pleases pleasing pleasure pleasured pleasures
    pleasuring pledge plight ploters plumbing plume pocket pockets poeted pointe
    pointers pointing poised poke poker poking polanding poled poler police
    polished polishes polity polled polling polls polo polos polyethylene ponder
    ponding ponds pont poole poored pooring poors poped poper popers popery
    poping poppet poppy pops porching ported ports posed posited possessing
    possession possessioned possessioner possessioners possibled possibler
    possiblers possibles poster posters posts pots pound powers practitioners
    praise praised praising pray prayed praying preached precedent precious
    predates predicts prefect prefers pregnanted pregnanter pregnants prepare
    preparer preparers prepares prescribe present presided presidency
    presidented presidenter presidents presiding presses pressurer pressurers
    presumed preventing preyer preying preys priced pricer pricers prices pricey
    pricking pride prider prides priesting priests primate prime primed primera
    primers primes prince princes princess princing prison prisoned prisoner
    prisoning privated privateer privately privater privaters prixer prixes
    prize prizer prizes probe probed problemed problemer problemers procedural
    procedured procedurer procedurers procedures process processing procure
    produce produced producer producers produces producted producter producters
    production profile programs progressed progresses projection projections
    projects promotion prompting prong proofing property proportional
    proportions proposing proposition prose prosecution prostitutes prostitution
    protecting protectioned protectioner protections protective protector
    protocoled protocoler protocols prouding prove proved prover provide proving
    prowess pruning psoriatic publish published publishes pudding pull puller
    pulsed pulser pulses pulsing pumpkin puncher punchers punked punking pure
    pured purely pures puring purpled purpler purples purpling purposed purposer
    purposes purse pursed purses pursing pursue pusher pushers pushing quad
    quadruple quarters quartet quentin questing questioned questioner
    questioners queue queued quicked quicker quickers quicks quiets quite quits
    quota quoted quotes rabbiing racer racers racialing racing racist rack
    radaring radiation radiations radicaling radioing raft raged rages ragged
    raging rags raid raided railed railing railways rain rained raining rains
    raiser raises raising raked rally ramp ramps rams ranch ranches ranching
    range ranged ranging rangs rank rapids rared rares raring ras rated rater
    rates rating ratioing ration rattle raving rbis reach reacher reaches
    reaching reacted reactioned reactioner reactions reactive reactor readings
    reads readying realing realised realises realming rearing reasons reboot
    receipt receives recented recents receptioned receptioner receptioning
    receptions receptor recession recipes recognised recognized recognizer
    recognizers recognizes recon recorder recorders records recover recoveried
    recoveries recoveryer recreation recurring redding reddy redemption reducer
    reduces reducing reduction refer reflex reformed refrain refueling refuge
    regain regarded regent reilly rejected rejecting rejection related relates
    relating relation relationshiped relationshiper relationships relaxed
    relayed relaying relays released releases releasing relegated relevant rely
    relying remembered remembers remixing remoted remoter remoting removals
    removers removes renaming rent reopen reorder repay repealed repeat
    repeatedly repeats replaced replacing replay reported reporting reputed
    rescheduled rescuing researcher researches resent resetting resident
    resorted respected responded responder responds responsed responser
    responsers responses responsing responsive resting restraint restraints
    rests resuming retain retained retaining retains retention retinal retired
    retiring retorted retreated returner returners returns reuse reused revealed
    revered reverted revising rewarded riced ricer rices riching ricing rick
    ricks rider ridge ridged ridges ridging riding rift rigged rights ringo rink
    riots ripped rise rised riser risking rite rivera rivers roading roads
    roaming robbed robbing robes roboting robots rocks roder rodes roled roler
    roles roling rollers rollins romes ronnie roofs roomed rooting roped roper
    ropers ropes ropey roping ropy rose roses rosing ross rotating roth rotting
    rouge roughs rounds route routed routing rover rowing rows rubber rubin
    ruins rumbling ruse rush rushed rushes rust rusty ruther ruthing sacked
    sacks sacred safed safes safing sage saided saider saiders saiding saids
    sailing sainting sake saked sakes saking sale saled saling salmon saloon
    salting samed sames saming sample samples sampling sand sanding sands
    sandying sanged sanger sanging sanking sanks sarahed sarahing saraing sash
    satin saturdayed saturdayer saturdays sauce save saver savery saves savings
    saxon scala scaled scaler scales scaling scalp scanning scarce scarcity
    scare scarlett scarred scary scene scening scenting scents scheming
    schooling schools scored scores scoring scots scotting scout scouting
    scrabble scramble scrap scraping scratches scream screamed screamer screams
    screening screens scuffed sculpted sculptor sculpture sealed sealing seals
    seam seaned seaning search searcher searchers searches sears seasons seat
    seated seating seats seattle seattled seattling secrecy secretary secrete
    secreted secreter secrets section sections securely secures seduction
    seductive seed seeded seeds seeked seekers seeking seeks seemer seemers
    seeming seened seeners seening seens seine selfing selfish selfs sell selled
    selling sells semen senated senating sended sensationed sensationer
    sensations sensed senser senses sensing sentenced sentencer sentencers
    sentience senting sents sept sequence sequences seriing serve served
    serviced serving sessioned sessioner sessioners sething setting settings
    settler settles sevened sevens severals severer severers severes severing
    severity severn sewing sexualed sexualer sexuality sexuals shack shaded
    shader shades shading shadowed shadowy shady shahed shahing shaked shaken
    shaker shakers shale shall shaller shalling shallowed shallower shallowing
    shallows sham shandong shane shaned shanes shaning shaper shapes shaping
    shared sharer shares sharing shark sharks sharpe sharped sharping sharps
    shaved shaven shawed shawer shawing shaws shay shedding sheen sheep sheeped
    sheeper sheepers sheeping sheeps sheer sheeters sheeting shell shelled
    shelling shells shelved shen shielder shift shifting shimmering shining
    shiped shiper shipers shiping shipped shipping ships shire shirted shirting
    shirts shit shiter shiters shiting shits shocking shocks shone shooking
    shooks shoots shoped shoper shoping shopping shops shore shored shorer
    shores shoring shorted shorters shortest shorting shorts shot shoted shoter
    shoting shots shoulded shoulders shoulding shouldn shouldned shouldner
    shouldners shouldns shoulds shouts shove shovel shoving show showed showered
    showers shown showner showning showns shrine shrines shrinking shrugged
    shudder shuting sibling sicked sicking sicks sider siders sidewalk sidewalks
    siding siege sieged sieging sigh sighing sighs sights signed signing silking
    simple simpled simpler simplers simples simplex simpling sinced sincer
    sincere sinces sincing sine sing singer singhed singhing singing single
    singled singler singlers singles singling sings sinked sinking sinks sins
    sipping sired sisters sited siter sites siting sits situated sixteens sixths
    sized sizes sizing skate skating sketches ski skiing skill skilled skilling
    skining skins skipper skirt skulling slade slamming slams slated slater
    slaughter slaved slaver slavers slaves slaving slayer sleek sleeper sleeves
    slepters slepting slepts sliced slices slick slide slided slider sliders
    slids slighted slighter slighting slights slim slip sliped slipers sliping
    slipped slips slower slows slung smack smalled smallers smalling smalls
    smart smarted smarting smarts smashed smashing smeared smelled smeller
    smiled smiler smiles smiley smiling smithed smithing smoked smokers smokes
    smoky smoothing smuggled smuggling snack snacks snails snake snaked snakes
    snaking snapped snapping snaps snatched sneak sneaking snort snorted snotty
    snout snowed snower snowing snows snuck snuggled soaped soaping soaps
    soaring sobbing socks softed softing softness soiling solder solding sole
    soles soliding solutioned solutioner solutions somebodyer someoned someoner
    someones someoning somes sometime sometimed sometimer sometimers sometiming
    songed songing sooned sooning soons soothing sorrying sorter sorts soughted
    soughting souler souling sounder sounding sourcing southed southing spacer
    spaces spacing spade spaining spains spaned spaning spanning spare spared
    spares sparing sparked sparsely spay spear spears species specs sped speed
    speeding spelled spelling spells spelt spends spenting spents spice spike
    spikes spill spine spined spiner spiners spining spins spiriting spirits
    spite spited spiter spiters spiting spliting splits spoiling spoked spoken
    spoker spokes spoking spores sport sported sporting sports sporty spoting
    sprang sprawling spreaded spreader springer springs sprint sprung spuning
    spur spurred spurs spying squaded squading squads square squared squarer
    squarers squaring squat squealed squealing squid squinted squire squirrel
    stabled stables stabling stacey stack stacked stacks stade stadion staffing
    staffs staged stager staging stain stains stair stake staked staker stakes
    staking stale stalin stall stalled stalls stan stander standings stands star
    stare starer stares starr starred starring starter startled startling state
    stated statemented statementer statementers staten stating stations stats
    statuing stayer staying steak steal stealed stealing steamed steamer
    steaming steams steel steelers steeling steep steering stemed stemer steming
    stems steped steper stepers steping stepmother stepped steps sterling
    sterning steve steven stever stevers steves steving stewarting stichting
    sticked stil stilled stilling stills stint stirling stirring stitching
    stocking stockings stocks stoke stokes stoking stole stomped stoner stoners
    stoning stony stooding stoods stoped stoping storager store stored stores
    storing storming storying stout stove straddle straighted straightened
    straighter straighters straights strain strained straining strains strait
    strand stranded stranged strangely strangers stranges stranging straps stray
    streaked streamer streamers streeted streeting strengthed strengthen
    strengther strengths stressed stretched stretches stretching stride strides
    strife strike striked strikes striking strings striped striper stripers
    striping stripping strive striving strode stroker strokers strolling
    stronged stronger strongers stronging strongly strongs strucking strucks
    struggler strugglers strung stuart stuarted stuarting stuarts stubble
    stucked stucking stucks stuffing stuffs stunt stupids sturdy styling
    submission suburbed suburbing suburbs suched suching sucker sucks suddened
    suddener suddens sued suicided suicides suited suiting suits summing sundays
    sung sunged sunging sunrise sured sures surfing suring surprised surpriser
    surprisers surprises surveyed survival survivaled survive surviver survivers
    survives sven swapped swapping swat swayed swaying swear sweared swearing
    swears sweater sweep sweeping sweeps sweeted sweeters sweeting sweets swept
    swepted swepting swepts swing swinging swings swiped swirling switch
    switched switcher switchers switches swording swords swore swung swunging
    syndromed syndromer syndromers syndromes table tabled tabler tablers tables
    tabling tack tackle tacrolimus tailing taked takens taker takers tale tales
    taling talked talker talling talls tally tamiling tammy tamper tangled tank
    tanked tanking tanks tanner tapes taping tapped tapping targets tarts tasked
    tasking tasks taster tasters tasty tate tattoos taughts taxes teached
    teachers teaches team teaming teams teasing techer teching teenage teenagers
    teether teeths televisioned televisioner televisions tempe tempeh temperate
    temperatured temperaturer temperaturers temperatures templed templer
    templers templing temporaried temporaries temporary tended tenders tending
    tenner tens tent tenth tents terribled terribler terriblers terribles
    terribly terried terror terry tess tested testified testing texas texter
    thaiing thaners thaning thankers thanking thans thats theater theaters thee
    theirs theme themes theming thems theners thening thens therapied therapies
    thered therer therers theresa therese thesed theser theses theys thickers
    thicking thicks thiner thiners thining thinker thinkers thins thirders
    thirding thirds thirteened thirteener thirteens thirteenth thirtied thirtyer
    thong thorough thosed thoser thosers thoses thosing thoughed thougher
    thoughers thoughing thoughs thoughted thoughter thoughters thrash threaded
    threated threater threaters threating threats threed threer threes threing
    threwed threwing threws thriving throated throater throaters throating
    throats throned throners throning throttle throughed througher throughout
    throughs thrower throwned throwning throwns thrust thrusting thumbed
    thumbing thumbs thump tick tide tides tighted tighters tighting tights tiled
    tiles tilling tills tilting timed timer timers tinge tinged tingle tinyers
    tinying tipping tire tissued tissuer tissuers titling todayers todays todder
    todders toilets token tolder tolders tolds tommy tomorrowed tomorrower
    tomorrows toned toners tong tonga tongued tonguer tonguers tonguing tonic
    tonies tonights tonnes tons tonyer tooks tool toolers tools topic topped
    tops torch torches torned torner torning torns totalers toucher touchers
    tough toughed toughing toughs tourers touring towed towers towner towns
    traced tracer traces tracey tracing tract tracts tracy trade trading
    trafficed trafficer trafficing traffics trail trailed trainer trains trait
    traits tran trance trap traped traping trapping traveled traveler traveling
    traveller travellers tread treason treat treater treaters treatied
    treatmented treatmenter treatmenters treats treaty trees treing trekking
    trends trent trented tres trevor trevors triad trialed trialing trials
    tribal tribing trick tricking trickle tricks tried tries trieste trioing
    trip triped triping tripler triples tripling tripped trips troopers troubled
    troubler troublers troubling truce trucking trucks truers truing trumped
    trumping trunk trunking truss trusters trusting trusts truthing tubes tuck
    tucking tully tumbled tumbling tuned tuner tunes tuning tunnels turks turner
    twain tweeting twelved twelver twelves twiced twicer twices twicing twiners
    twining typed typer typers typing tyre unabled unabler unables uncled uncler
    uncles undergo understood undertake uniforms unit unliked unliking unlocked
    untils uponing urged urgency urging usable usaged usaging usuals vices views
    violenced violencer violencers violences violented violenter violents
    violets virulence visas visions visiting visits voiced voicer voicers
    voicing voting wage wages waist waisted waisting waists wait waited waiter
    waiters waked waker wakers wakes walker walks wallaced walled walling walls
    walter walters wanda wanged wanging wangs wanter wanters wards warfare
    warfared warfarer warfares warfaring warms warrened warrening wars washed
    wasn wasned wasning wasns waster wasters wastes wasting watering watts waved
    waver wavers waves waving weaked weaken weakened weakers weaking weaknesses
    weaks wealther wearer weary weaver webb websited websiter websites weddings
    weeker weeking weighted weighting weir weirding weirds welding welled
    welling wellness wells welshing wented wenter wenting wents weren werened
    werening werens weres wering west wested westing wests whale whater whaters
    whatsoever wheeled wheeler wheeling wheels whener whening whens whered
    wherer wheres wherever whering whiching whiled whiler whiles whiling
    whilsting whine whipped whiskey whispers whistled whited whiters whites
    whiting whoever wholed wholer wholes whore whose whosing wided widen
    widening widers wides widespreaded widespreader widespreads widing widow
    wien wifed wifer wifes wifing wiggled wight wilded wilder willing wills
    winced winder windows winds wined winer wines winged winger wining winked
    winkler winner wins winters wipe wipers wired wirer wires wiring wised wiser
    wises wisher wishes wising witch witched witches witching withed withing
    withins withouts withs wits wives woked woker wokes woking womans womened
    womening womens won wong woodened woodening woods woody worded worder
    wording wored worer wores woring workers workings worlds worms worned worner
    worning worns worsed worser worses worsing worsted worsting worsts worthers
    worths worthy wouldn wouldns woulds wounds woven wrest wrestling wright
    wrighting wrights wrinkled wristing writ writed writes writhing writings
    writtens wrongs wroted wroter wrotes wroting yeahs yellows yesterdayed
    yesterdayer yesterdays ying yours yourselfed yourselfer yourselfs zaned
    zaning zipped zone zoner zones
    abort altogether anaesthetist anaesthetists anywhere atrial attaches beforehand
    birthmark birthmarks boots braces breastfeeding browse browsing bumper bungee
    cancelled carefully checkout cheeky choker cliffhanger clips clock combs
    comfortable confuse conned cooler coursework craters crossword crutches cysts
    depressed divorce downsides dreamt elsewhere enforced expert eyeliner factor
    faulty fireguard flake flares flogging floss flower footy fortnight freckled
    gates ghastly glaze gloss godfather godmother goodnight grafting grandchildren
    grandfather grandkids grandmother grandparents graves gravy gripe hacked
    handover handovers headlining heatstroke highlight highlighter highlights
    honeymoon hopefully hops housemate housemates hydrafacial hyped ideal incoming
    incomplete indirectly infringe intent keyboard lasses linear lipliner liver
    lowers lunchtime mangling mash messenger morphea napped necrolysis newsletter
    nosy noticeable offended offending omit omits outbreak outbreaks outstanding
    overdone overdue overheard pamper patter picky pillowcase pillowcases pinging
    plait plasterer plasterers platelet platelets plumper pokes polite powerhouse
    preferred prepaid processor profound promised prune puncturing pushchair raking
    rand rarest reasonable recognises refugee relied relies replayed reviewed rigs
    rinsed rollerblades rote rotten ruining scabbing scoping scraped scripting
    secondhand selfie settee seventies shambles shard shockwave simulation skirting
    sleepover sleeveless slugs slurp smoother sneaky snores soften spam sparking
    speck spiky splice spoiled spoof spreadsheet stalling staph steamroller stemming
    stepbrother stepdaughter stepsister stingier stingy stocktake stork strapless
    strawberries strawberry streaky strep stretchmarks stripped strobe sugary
    suitability sulking suncream surfed swaps tablecloth tail tart tether
    thanksgiving thinned thinning thumbnail ticking ticks tiers tints tired toasted
    toasty tory transform trapped tricked tumble turntable twister typos uncalled
    unchanged uncomfortable uncontrolled uncovered undergoing unemployed unexpected
    unreadable unrecorded unrelated untouched upstairs variation wallpaper wart
    warts wellbeing whatsapp wheelchair whichever whip whisker whitehead whiteheads
    windowsill withdrawn wobble worldwide wort yellowy
    """.split()
)
