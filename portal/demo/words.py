"""What residents write in the demo, per topic and language, and what staff answer; made up."""

from collections.abc import Mapping, Sequence

SWEDISH: Mapping[str, Sequence[str]] = {
    "broken": (
        "Kedjan på vänstra gungan har släppt i ett fäste. Små barn gungar ändå.",
        "Bänken vid grinden har en lös planka och spikar sticker upp.",
        "Klätternätet har gått av längst ner.",
        "Staketet mot vägen ligger ner på flera meter.",
        "Karusellen kärvar och skriker när man snurrar.",
        "Rutschkanan har en spricka i botten.",
        "",
    ),
    "graffiti": (
        "Nytt klotter på hela baksidan.",
        "Svart spray på informationstavlan, går inte att läsa.",
        "Klotter på muren igen, samma signatur som i våras.",
        "",
    ),
    "litter": (
        "Papperskorgen är överfull och fåglarna drar ut allt.",
        "Någon har dumpat en madrass och två säckar.",
        "Grillavfall utspritt på gräset efter helgen.",
        "Hundpåsar vid sidan av korgen varje morgon.",
        "",
    ),
    "glass": (
        "Krossat glas i sandlådan.",
        "Trasiga flaskor på cykelbanan i kurvan.",
        "Sprutor under bänken närmast vattnet.",
    ),
    "lamp": (
        "Lampan vid trappan är släckt sedan en vecka.",
        "Hela raden lampor blinkar.",
        "Stolpen lutar efter påkörning.",
        "Helt mörkt vid gångtunneln på kvällen.",
        "",
    ),
    "tree": (
        "En stor gren hänger över gången.",
        "Buskarna skymmer sikten vid utfarten.",
        "Trädet har fallit över stigen.",
    ),
    "toilet": (
        "Toaletten är låst mitt på dagen.",
        "Låset i omklädningshytten är trasigt.",
        "Det finns inget vatten.",
    ),
    "jetty": (
        "Badbryggan är hal och lös i ena änden.",
        "Stegen saknar två steg.",
        "Livbojen är borta.",
        "",
    ),
    "water": ("Grönt och grumligt vatten vid stranden.", "Det luktar illa vid utloppet."),
    "surface": ("Stort hål mitt i cykelbanan.", "Plattorna har rest sig, lätt att snubbla.", "Glashalt i backen."),
    "sign": ("Skylten är lös och vrider sig i blåsten.", "Någon har målat över texten."),
    "other": ("En skåpbil kör över gräset varje dag.", "Det saknas en papperskorg här.", "Brunnslocket skramlar."),
}

OTHERS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "en": {
        "broken": ("The left swing has come loose on one side.", "The fence is broken, children run onto the road."),
        "glass": ("Broken glass in the sand.",),
        "lamp": ("The lamp by the stairs has been out for a week.",),
        "litter": ("The bin is full and there is rubbish everywhere.",),
    },
    "ar": {
        "broken": ("سلسلة الأرجوحة اليسرى مفكوكة.", "المقعد مكسور وتظهر منه مسامير."),
        "lamp": ("المصباح قرب الدرج مطفأ منذ أسبوع.",),
        "litter": ("سلة المهملات ممتلئة والقمامة في كل مكان.",),
        "glass": ("زجاج مكسور في صندوق الرمل.",),
    },
}

HEADINGS: Mapping[str, str] = {
    "broken": "Trasig utrustning",
    "graffiti": "Klotter",
    "litter": "Full papperskorg",
    "glass": "Krossat glas",
    "lamp": "Släckt lampa",
    "tree": "Nedfallen gren",
    "toilet": "Stängd toalett",
    "jetty": "Lös badbrygga",
    "water": "Grumligt vatten",
    "surface": "Hål i gångvägen",
    "sign": "Lös skylt",
    "other": "Något att åtgärda",
}

REPLIES: Mapping[str, Sequence[str]] = {
    "sv": (
        "Tack för att du hörde av dig. Vi har varit på plats och beställt en ny del.",
        "Tack! Vi åker dit i morgon förmiddag.",
        "Tack för din anmälan. Kan du berätta var vid platsen det är?",
    ),
    "en": (
        "Thank you for telling us. We have been there and ordered a new part.",
        "Thank you! We will be there tomorrow morning.",
        "Thank you for your report. Can you tell us where at the place it is?",
    ),
    "ar": (
        "شكرًا لإبلاغنا. زرنا المكان وطلبنا قطعة جديدة.",
        "شكرًا! سنكون هناك صباح الغد.",
        "شكرًا على بلاغك. هل يمكنك أن تخبرنا أين بالضبط في المكان؟",
    ),
}

NOTES: Sequence[str] = (
    "Avspärrat av driften.",
    "Reservdel beställd hos leverantören, två veckor.",
    "Samma fel som i mars, se tidigare ärende.",
    "Väktarna såg inget i natt.",
    "Ringde entreprenören, återkommer före fredag.",
)

DETAILS: Mapping[str, Sequence[str]] = {
    "planned": ("Ingår i vårens upprustning av platsen.", "Vi byter all belysning på sträckan under nästa år."),
    "not_ours": ("Trafikverket sköter vägen här. Vi har skickat din anmälan vidare.", "Kalmarhem äger gården."),
    "not_fixed": ("Materialet tål slitaget och är inte farligt. Vi byter det när det är uttjänt.",),
}
