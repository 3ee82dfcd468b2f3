"""Questions made of frames and words. They teach that places, things and texts are interchangeable; people's lines teach the rest."""

import random
import re

from questions import Question

WORDS = {
    "en": {
        "pic": "image|picture|photo|screenshot|photograph|scan|attachment|snapshot|graphic|pic",
        "place": "top left corner|upper right corner|bottom right corner|lower left|upper half|bottom half|left half|right side|"
        "left edge|centre|middle|top third|far corner|lower edge|background|foreground|upper part|right margin",
        "at": "at the top|at the bottom|on the left|on the right|in the middle|in the corner|in the back|in front|near the edge|"
        "at the top right|on the lower left",
        "part": "header|footer|sidebar|toolbar|status bar|menu bar|navigation|title bar|left column|right column|second row|last row|"
        "first column|bottom panel|side panel|legend|caption area|preview pane|task bar|tab bar|top bar|inset",
        "near": "next to|behind|above|below|under|beside|to the left of|to the right of|in front of|on top of|between the door and|left of",
        "thing": "car|tree|man|woman|lamp|table|house|dog|cup|window|chair|button|logo|chart|search field|avatar|heading|statue|bridge|"
        "bus|sofa|bed|shelf|monitor|keyboard|plant|box|fence|fountain|boat|truck|clock|mirror|boy|girl|cat|horse|bike|door|bench|"
        "cupboard|tent|stage|stove|sink|painting|vase|bag|suitcase|helmet|ladder|crane|engine|wheel|screen|cursor|title|image|map|"
        "avatar|table|graph|input|checkbox|menu|card|slider|tooltip|banner|icon|text field",
        "where": "in the window|on the shelf|on the wall|on the desk|on the roof|under the bed|in the sky|on the floor|at the door|"
        "in the drawer|on the plate|in the mirror|on the stage|behind the counter|by the river|in the back row|in the front row|"
        "near the cursor|in the far distance|on the horizon|at the end of the hall|in the inset|in the first panel|in the tab bar",
        "kind": "animal|bird|building|flower|vehicle|fish|insect|chart|diagram|app|website|tool|dish|dog|landscape|fruit|sport|room|"
        "device|plant|tree|instrument|painting|game|toy|document|cloud|mountain|car|boat|cat|sport|vegetable|shop|church|desk|font family|"
        "browser|editor|operating system|graph|plot|map|form|ui|design|film|cartoon|costume|shoe|hat|stone|fossil|planet|machine",
        "quality": "modern|old|busy|empty|calm|cheerful|dark|bright|professional|playful|finished|blurry overall|happy|sad|warm|cold|"
        "clean|crowded|fancy|simple|serious|retro|dangerous|tidy|green|red|colourful|formal",
        "doc": "document|sign|letter|receipt|note|page|label|menu|poster|form|article|slide|email|invoice|recipe|whiteboard|table|"
        "handwriting|list|contract|book cover|error|log|terminal|console output|code|dialog|warning|message|notice|caption|subtitle|"
        "postcard|birthday card|invitation|memo|ticket|bill|leaflet|flyer|timetable|certificate|prescription|diary|scoreboard text|"
        "readme|changelog|commit message|stack trace|traceback|exception|compiler output|build log|crash report|release notes|chat|"
        "comment|review|tweet|newspaper|headline|essay|homework|worksheet|exam question|poem|lyrics|speech bubble|banner|billboard|"
        "price tag|business card|agenda|minutes|to-do list|shopping list|packing list|config file|yaml|query|function|snippet|script",
        "complainer": "the compiler|the linter|npm|the server|the app|the terminal|the test|the job|the pipeline|docker|the console|"
        "the installer|python|the parser|the build|the database|git|the browser|the ide|the system",
        "text": "text|words|lines|paragraph|heading|message|code|numbers in the table|entries|instructions|comment|quote",
        "form": "text|plain text|markdown|csv|json|a table|a file|latex|html text",
        "small": "people|birds|cars|windows|dots|spots|bars|icons|rows|columns|screws|petals|leaves|stripes|bottles|coins|cells|"
        "bubbles|lights|flags|chairs|buttons|steps|teeth|errors|red squares|points|lines|arrows|boxes|books|stars|fingers|pixels",
        "fine": "serial number|model number|brand|licence plate|exact colour|hex code|exact value|exact position|reading of the meter|"
        "font size|part number|barcode|line width|exact width|engraving|time on the clock|precise angle|score|pressure|exact distance",
        "meter": "bathroom scale|speedometer|thermometer|gauge|multimeter|odometer|clock|watch|pressure meter|scoreboard|ruler|scale|"
        "barometer|voltmeter|stopwatch|oven display|fuel gauge",
        "series": "blue line|orange curve|red bar|third bar|loss curve|dashed line|last data point|tallest column|second slice|"
        "green series|error bar|accuracy curve|p95 line|bar for june|validation loss|left axis",
        "state": "bent|worn|loose|cracked|misaligned|cut off|one pixel off|burnt|missing|upside down|selected|disabled|overlapping|"
        "broken|scratched|truncated|too close together|out of place|the same shade",
        "damage": "a scratch|a crack|rust|mould|a dent|a leak|a fingerprint|noise|an artefact|a hairline crack|a stain|a dead pixel",
        "make": "build|implement|recreate|reproduce|copy|code|rebuild|replicate",
        "design": "design|layout|mockup|page|screen|component|card|dialog|wireframe|dashboard|widget|form",
        "lead": "||||please |can you |could you |hey, |i need you to |pls |ok, |now |so |claude, |would you ",
        "tail": "|||| please| for me| pls| thanks|, thanks| in this picture| in the screenshot",
    },
    "de": {
        "meter": "das Thermometer|die Waage|der Tacho|das Manometer|die Uhr|der Zähler|die Stoppuhr|das Messgerät",
        "complainer": "der Compiler|die Konsole|der Server|das Terminal|die App|der Test|npm|Docker|der Build|das Programm",
        "where": "am Fenster|auf dem Regal|an der Wand|auf dem Tisch|unter dem Bett|auf dem Boden|vor der Tür|in der letzten Reihe|im Spiegel|auf dem Dach",
        "quality": "modern|alt|leer|ruhig|fröhlich|dunkel|hell|seriös|verspielt|aufgeräumt|gefährlich|echt|voll|bunt",
        "state": "verbogen|locker|gerissen|verschoben|abgeschnitten|kaputt|ausgewählt|zerkratzt",
        "task": "Mach weiter|Bau das nach|Setz das so um|Behebe das|Probier es noch einmal|Starte neu|Ändere die Farbe|Verschieb den Knopf",
        "place": "obere linke Ecke|rechte Seite|linke Hälfte|untere Hälfte|Mitte|obere rechte Ecke|Kopfzeile|Fußzeile|Seitenleiste|Werkzeugleiste",
        "at": "oben links|unten rechts|oben|unten|links|rechts|in der Mitte|in der Ecke|im Hintergrund|im Vordergrund|am Rand|hinten|vorne",
        "near": "neben dem|hinter dem|über dem|unter dem|links vom|rechts vom|vor dem",
        "thing": "Auto|Baum|Haus|Mann|Tisch|Fenster|Schrank|Knopf|Logo|Bild|Hund|Bett|Stuhl|Titel|Feld",
        "kind": "Tier|Gebäude|Gerät|Diagramm|Programm|Gericht|Werkzeug|Instrument|Fahrzeug|Spiel",
        "doc": "Text|Schild|Dokument|Brief|Zettel|Etikett|Seite|Rezept|Quittung|Formular|Artikel|Code|Protokoll",
        "small": "Personen|Vögel|Autos|Fenster|Punkte|Balken|Zeilen|Schrauben|Blätter|Münzen|Sterne|Knöpfe|Fehler|Kästchen|Stufen",
        "fine": "Seriennummer|Marke|Modellnummer|genaue Farbe|Schriftgröße|genaue Breite|Kontonummer|Kennnummer|exakte Position",
    },
    "fr": {
        "meter": "le thermomètre|la balance|le compteur|le manomètre|l'horloge|la montre|le chronomètre|la jauge",
        "complainer": "le compilateur|la console|le serveur|le terminal|l'application|le test|npm|docker|le build|le programme",
        "where": "sur l'étagère|au mur|sur la table|sous le lit|par terre|devant la porte|au dernier rang|dans le miroir|sur le toit|à la fenêtre",
        "quality": "moderne|vide|calme|joyeux|sombre|clair|sérieux|professionnel|dangereux|réel|rangé|coloré",
        "state": "tordues|desserrées|fissurées|décalées|coupées|cassées|rayées",
        "task": "Continue|Corrige ça|Reproduis ça|Réessaie|Redémarre|Change la couleur|Déplace le bouton|Fais-le",
        "place": "le coin supérieur gauche|le coin inférieur droit|la moitié gauche|la partie droite|le centre|le haut|le bas|la barre latérale|l'en-tête",
        "at": "en haut à gauche|en bas à droite|en haut|en bas|à gauche|à droite|au milieu|dans le coin|à l'arrière-plan|au premier plan",
        "near": "à côté de|derrière|au-dessus de|sous|à gauche de|à droite de|devant",
        "thing": "la voiture|la maison|la table|la lampe|la fenêtre|la femme|la porte|la chaise|la statue|la photo",
        "kind": "animal|appareil|bâtiment|logiciel|plat|outil|graphique|jeu|véhicule|sport",
        "doc": "texte|panneau|document|menu|message|ticket|courrier|article|formulaire|code|journal",
        "small": "personnes|oiseaux|voitures|fenêtres|points|barres|lignes|feuilles|pièces|étoiles|boutons|erreurs|cases",
        "fine": "numéro de série|modèle exact|code couleur|nombre exact|prix exact du troisième point|numéro de compte",
    },
    "es": {
        "meter": "el termómetro|la báscula|el velocímetro|el manómetro|el reloj|el contador|el cronómetro|el indicador",
        "complainer": "el compilador|la consola|el servidor|la terminal|la aplicación|la prueba|npm|docker|el programa",
        "where": "en el estante|en la pared|sobre la mesa|debajo de la cama|en el suelo|delante de la puerta|en la última fila|en el espejo|en el tejado|junto a la ventana",
        "quality": "moderno|vacío|tranquilo|alegre|oscuro|claro|serio|profesional|peligroso|real|ordenado|colorido",
        "state": "torcidas|flojas|rotas|desalineadas|cortadas|rayadas",
        "task": "Continúa|Arréglalo|Reprodúcelo|Inténtalo otra vez|Reinicia|Cambia el color|Mueve el botón|Hazlo así",
        "place": "la esquina superior izquierda|la esquina inferior derecha|la mitad izquierda|la parte derecha|el centro|la barra lateral|la cabecera|el borde",
        "at": "arriba a la izquierda|abajo a la derecha|arriba|abajo|a la izquierda|a la derecha|en el centro|en la esquina|al fondo|en primer plano",
        "near": "al lado de|detrás de|encima de|debajo de|a la izquierda de|a la derecha de|delante de",
        "thing": "la casa|la mesa|la lámpara|la ventana|la mujer|la puerta|la silla|la estatua|la foto|la torre",
        "kind": "animal|edificio|aparato|programa|plato|gráfico|juego|deporte|vehículo|instrumento",
        "doc": "texto|cartel|documento|menú|mensaje|recibo|correo|artículo|formulario|código|registro",
        "small": "personas|ventanas|barras|líneas|hojas|monedas|estrellas|casillas|botellas|manchas|filas",
        "fine": "número de serie|modelo exacto|código de color|valor exacto|número de cuenta|tamaño de letra",
    },
    "zh": {
        "meter": "温度计|体重秤|压力表|时钟|手表|电表|速度表|秒表",
        "complainer": "编译器|控制台|服务器|终端|程序|测试|npm|docker|系统",
        "where": "窗户上|架子上|墙上|桌上|床底下|地上|门前|最后一排|镜子里|屋顶上",
        "quality": "现代|旧|空|安静|欢乐|暗|亮|专业|危险|真实|整齐|彩色",
        "state": "弯了|松了|裂了|错位|被截断|坏了|被选中",
        "task": "继续|修复它|照着做|再试一次|重启一下|换个颜色|移动按钮|就这样做",
        "at": "左上角|右下角|右上角|左下角|上方|下方|左边|右边|中间|角落里|背景里|前景里|底部|顶部|最右边|第一行",
        "place": "左半部分|右半部分|上半部分|下半部分|左上角|右下角|中间|侧边栏|工具栏|页眉|底部|背景",
        "thing": "汽车|树|房子|桌子|灯|窗户|椅子|按钮|标题|女人|雕像|门",
        "kind": "动物|建筑|设备|图表|软件|菜|工具|游戏|植物|车",
        "doc": "文字|牌子|文档|菜单|消息|小票|邮件|文章|表单|代码|日志|信",
        "small": "人|鸟|车|窗户|点|条|行|叶子|硬币|星星|按钮|错误",
        "fine": "序列号|品牌型号|准确颜色|准确数值|账号|字号|条形码|准确宽度",
    },
}

FRAMES = {
    "en": {
        "full_low": "what {kind} is this|what kind of {kind} is this|what is in this {pic}|describe this {pic}|describe the {pic} briefly|"
        "is this a {kind}|what does this {pic} show|is there a {thing} in this {pic}|is that a {thing} or a {kind}|caption this {pic}|"
        "what type of {kind} do you see|give the {pic} a title|what is this {pic} about|which {kind} could that be|"
        "does this look like a {kind} to you|tell me roughly what the {pic} shows|is the {pic} dark or bright|name the {kind}|"
        "what is the {pic} of|alt text for this {pic}|summarise the {pic} in a sentence|what's the mood of the {pic}|"
        "is this {pic} indoors or outdoors|what's the main colour of the {thing}|what's happening in the {pic}|does it look {quality}|"
        "does the {pic} look {quality}|is the {thing} {quality}|is it {quality} or {quality}|would you call this {quality}|"
        "{kind} or {kind}|is it a {kind} or a {kind}|which {kind} is it|what {kind} am i looking at|what's the {thing} doing|"
        "general description of the {pic}|short description|one-line description of the {kind}|what {kind} could this be|"
        "what sort of {kind} is that|is the {pic} {quality} overall|caption for the {pic}|what does the {pic} show in general",
        "preserve": "count the {small}|how many {small} are there|how many {small} do you see|number of {small}|how many {small} are in the {pic}|"
        "what is the {fine}|read the {fine}|tell me the {fine}|{fine}|what's the {fine} of the {thing}|compare the two {pic}s|"
        "{make} this {design}|{make} the {design} in react|{make} this {design} exactly|are the {small} aligned|"
        "which of the {small} is the largest|how far apart are the {small}|are there any scratches on the {thing}|"
        "inspect the {thing} for damage|how many {small} are {at}|count the {small} in the {place}|list every difference between the {design}s|"
        "is the {thing} exactly centred|what does the {meter} show|what does the {meter} read|what's the value of the {series}|"
        "at which point does the {series} peak|read the values of the {series}|is the {series} above the {series}|"
        "when does the {series} cross zero|what's the exact maximum of the {series}|digitise the {series}|extract the data points of the {series}|"
        "is the {thing} {state}|is there {damage} on the {thing}|{damage}?|is that {damage} or just dirt|which {small} are {state}|are the {small} the same size|find the odd one among the {small}|check every detail of the {thing}",
        "crop": "what's in the {place}|what is in the {place} of the {pic}|what is {at}|what do you see {at}|look at the {place}|"
        "focus on the {place}|zoom into the {place}|zoom in on the {part}|focus on the {part}|what's in the {part}|look at the {part} only|"
        "only the {part}|what is {near} the {thing}|what's {near} the {thing}|who is {near} the {thing}|describe the {place}|"
        "describe only the {part}|what is the {thing} {at}|what colour is the {thing} {at}|the {thing} {at}, what is it|"
        "what does the {part} show|what is written {at}|what's written in the {part}|what does the {thing} {at} say|"
        "read the text {at}|ignore everything but the {part}|tell me about the {place}|crop to the {place}|"
        "show me the {thing} {at} more closely|who's that {where}|what's {where}|what do you see {where}|what is that {where}|"
        "who is that {near} the {thing}|the {thing} {where}, what is it|zoom in on the {thing}|zoom on the {thing}|only the {thing}|"
        "just the {thing} please|look at the {thing}|focus on the {thing}|the {part} please|look closer at the {thing} {where}|"
        "what's the small {thing} {where}|who stands {where}|what's lying {where}|the {place} please|{place}?|{at}?|only what is {where}|what {kind} is {at}|what's that {near} the {thing}|enlarge the {place}",
        "transcode": "read the {doc}|read this {doc}|what does the {doc} say|what does this {doc} say|transcribe the {doc}|transcribe this {doc}|"
        "type out the {doc}|extract the {text}|extract the {text} from the {doc}|copy the {text}|convert the {doc} to {form}|"
        "turn the {doc} into {form}|translate the {doc}|translate this {doc} into french|what is written on the {doc}|"
        "summarise the {doc}|explain the {doc} shown here|what's the {doc} about|give me the {doc} as {form}|ocr the {doc}|"
        "get the {text} out of this {pic}|write down what the {doc} says|what is the {text} of the {doc}|"
        "fix the error in this {doc}|why does the {doc} mention a failure|list what the {doc} says|put the {text} into {form}|"
        "what does {complainer} say|what did {complainer} complain about|why does {complainer} fail|what's {complainer} telling me|"
        "what error does {complainer} give|why won't {complainer} start, see the output|read me the {doc}|read the {doc} to me|"
        "type the {doc}|retype the {doc}|what's in the {doc}|what's on the {doc}, as text|list the items of the {doc}|"
        "what's the message of {complainer}|which file does {complainer} not find|which line does {complainer} point to|"
        "i get this from {complainer}|{complainer} says this, what now|{complainer} stops with this message|{doc} as text|"
        "what is the {doc} telling us|who wrote the {doc}|when is the deadline in the {doc}|what does the second line of the {doc} say|"
        "explain what the {doc} means|key points of the {doc}|summary of the {doc}|translate the {doc} for me|{doc}: what does it say",
    },
    "de": {
        "full_low": "Sieht das {quality} aus?|Ist das {quality}?|Wirkt das Bild {quality}?|Ist das ein {kind} oder ein {kind}?|Was macht das {thing}?|Welches {kind} könnte das sein?|Kurze Beschreibung von dem {kind}|was fuer ein {kind} ist das|Wonach sieht das {thing} aus?|Was zeigt das {kind} im Allgemeinen?|"
        "Was für ein {kind} ist das?|Welches {kind} ist das?|Ist das ein {kind}?|Gibt es ein {thing} auf dem Bild?|Beschreibe das {thing} grob",
        "preserve": "Was zeigt {meter} an?|Was zeigt {meter} genau?|Sind die {small} {state}?|Ist das {thing} {state}?|{task}|{task} bitte|wie viele {small}|zähl die {small}|Welche der {small} sind {state}?|Ist am {thing} ein Kratzer?|Vergleiche die {small} auf beiden Bildern|"
        "Zähle die {small}|Wie viele {small} sind es?|Wie viele {small} siehst du?|Anzahl der {small}?|Nenne mir die {fine}|"
        "Wie lautet die {fine}?|Lies die {fine} ab|Sind die {small} gleich groß?",
        "crop": "Was liegt {where}?|Was hängt {where}?|Wer steht {where}?|Was sieht man {where}?|Das {thing} {where}, was ist das?|Nur die {place} bitte|{at}?|Vergrößere die {place}|Wer ist das {near} {thing}?|Was ist das Kleine {where}?|"
        "Was ist {at}?|Was siehst du {at}?|Was steht {at}?|Was ist {near} {thing}?|Wer steht {near} {thing}?|Zoom auf {place}|"
        "Schau dir die {place} an|Beschreibe nur die {place}|Das {thing} {at}, was ist das?|Konzentriere dich auf die {place}|Was befindet sich {at}?",
        "transcode": "Was sagt {complainer}?|Was meldet {complainer}?|Warum bricht {complainer} ab?|Warum startet {complainer} nicht, siehe Ausgabe|Was steht auf dem {doc}?|Lies mir den {doc} vor|Tipp den {doc} ab|Den {doc} als Text bitte|Worum geht es in dem {doc}?|Welche Zeile nennt {complainer}?|{complainer} zeigt diese Meldung|Was will der {doc} von mir?|"
        "Was steht in dem {doc}?|Lies den {doc} vor|Übersetze den {doc}|Schreib den {doc} ab|Fasse den {doc} zusammen|"
        "Was sagt der {doc}?|Transkribiere den {doc}|Mach aus dem {doc} eine Tabelle|Erkläre den {doc}|Extrahiere den {doc}",
    },
    "fr": {
        "full_low": "Est-ce {quality} ?|Ça a l'air {quality} ?|L'image est-elle {quality} ?|C'est un {kind} ou un {kind} ?|Que fait {thing} ?|Quel {kind} cela pourrait-il être ?|Brève description du {kind}|c'est quoi comme {kind}|De quel {kind} s'agit-il ?|"
        "Quel {kind} est-ce ?|C'est quel genre de {kind} ?|Est-ce un {kind} ?|Vois-tu {thing} sur la photo ?",
        "preserve": "Que montre {meter} exactement ?|Qu'indique {meter} ?|Les {small} sont-elles {state} ?|{task}|{task} s'il te plaît|combien de {small}|Nombre de {small} ?|Y a-t-il une rayure sur {thing} ?|Compare les {small} des deux images|"
        "Combien de {small} y a-t-il ?|Compte les {small}|Combien de {small} vois-tu ?|Donne le {fine}|Quel est le {fine} ?|Lis le {fine}",
        "crop": "Qu'y a-t-il {where} ?|Qui est {where} ?|Que voit-on {where} ?|C'est quoi le truc {where} ?|Seulement {place}|{at} ?|Qui est-ce {near} {thing} ?|Concentre-toi sur {place}|Qu'est-ce qui se trouve {near} {thing} ?|"
        "Qu'y a-t-il {at} ?|Que vois-tu {at} ?|Qu'est-ce qui est écrit {at} ?|Qu'y a-t-il {near} {thing} ?|Qui est {near} {thing} ?|"
        "Zoome sur {place}|Regarde {place}|Décris seulement {place}|Agrandis {place}",
        "transcode": "Que dit {complainer} ?|Que signale {complainer} ?|Pourquoi {complainer} s'arrête, voir le message|Lis-moi le {doc}|Que contient le {doc} ?|Le {doc} en texte|De quoi parle le {doc} ?|Quelle ligne indique {complainer} ?|{complainer} affiche ce message|Que veut dire ce {doc} ?|Tape le {doc}|"
        "Lis le {doc}|Que dit le {doc} ?|Transcris le {doc}|Traduis le {doc}|Résume le {doc}|Recopie le {doc}|"
        "Qu'est-ce qui est écrit sur le {doc} ?|Explique le {doc}|Convertis le {doc} en texte",
    },
    "es": {
        "full_low": "¿Parece {quality}?|¿Es {quality}?|¿Se ve {quality}?|¿Es un {kind} o un {kind}?|¿Qué hace {thing}?|¿Qué {kind} podría ser?|Breve descripción del {kind}|que tipo de {kind} es|¿De qué {kind} se trata?|"
        "¿Qué {kind} es?|¿Qué tipo de {kind} es este?|¿Es un {kind}?|¿Se ve {thing} en la imagen?",
        "preserve": "¿Qué marca {meter} exactamente?|¿Qué indica {meter}?|¿Están {state} las {small}?|{task}|{task} por favor|cuantas {small}|¿Número de {small}?|¿Hay algún arañazo en {thing}?|Compara las {small} de las dos imágenes|"
        "¿Cuántas {small} hay?|Cuenta las {small}|¿Cuántas {small} ves?|Dime el {fine}|¿Cuál es el {fine}?|Lee el {fine}",
        "crop": "¿Qué hay {where}?|¿Quién está {where}?|¿Qué se ve {where}?|¿Qué es eso que está {where}?|Solo {place}|¿{at}?|¿Quién es el que está {near} {thing}?|Céntrate en {place}|¿Qué hay {near} {thing} exactamente ahí?|"
        "¿Qué hay {at}?|¿Qué ves {at}?|¿Qué pone {at}?|¿Qué hay {near} {thing}?|¿Quién está {near} {thing}?|Amplía {place}|"
        "Mira {place}|Describe solo {place}|Haz zoom en {place}",
        "transcode": "¿Qué dice {complainer}?|¿Qué muestra {complainer}?|¿Por qué se para {complainer}, según el mensaje?|Léeme el {doc}|¿Qué contiene el {doc}?|El {doc} en texto|¿De qué trata el {doc}?|¿Qué línea indica {complainer}?|{complainer} muestra este mensaje|¿Qué significa este {doc}?|Escribe el {doc}|"
        "Lee el {doc}|¿Qué dice el {doc}?|Transcribe el {doc}|Traduce el {doc}|Resume el {doc}|Copia el {doc}|"
        "¿Qué pone en el {doc}?|Explica el {doc}|Pasa el {doc} a texto",
    },
    "zh": {
        "full_low": "看起来{quality}吗|这张图{quality}吗|是{kind}还是{kind}|{thing}在做什么|可能是什么{kind}|简单描述这个{kind}|大概是哪种{kind}|整体{quality}吗|图里有没有{thing}|"
        "这是什么{kind}|这是哪种{kind}|图里是什么{kind}|这是{kind}吗",
        "preserve": "{meter}显示多少|{meter}的准确读数是多少|哪些{small}{state}|{thing}{state}吗|{task}|请{task}|几个{small}|{small}的数量|{thing}上有划痕吗|比较两张图里的{small}|"
        "有多少{small}|数一下{small}|图里有几个{small}|{fine}是多少|读一下{fine}|告诉我{fine}",
        "crop": "{where}是什么|{where}有什么|谁在{where}|{where}那个是什么|只看{place}|{at}呢|{thing}前面是谁|聚焦{place}|{thing}上面有什么|{place}显示什么|"
        "{at}有什么|{at}是什么|{at}写了什么|看一下{place}|放大{place}|只描述{place}|{thing}后面是什么|{thing}旁边是什么|{at}的{thing}是什么",
        "transcode": "{complainer}说了什么|{complainer}报了什么错|{complainer}为什么失败，看输出|给我读一下{doc}|{doc}里有什么内容|{doc}转文本|{doc}讲了什么|{complainer}提示哪一行|{complainer}显示这个消息怎么办|这个{doc}什么意思|写出{doc}|"
        "读一下{doc}|{doc}上写了什么|翻译这个{doc}|把{doc}转成文字|总结一下{doc}|抄写{doc}|提取{doc}的内容|解释一下{doc}",
    },
}

SHARES = {"en": 0.6, "de": 0.1, "fr": 0.1, "es": 0.1, "zh": 0.1}


def make_questions(count: int, chance: random.Random) -> list[Question]:
    """Every technique equally often."""
    questions = []
    for n in range(count):
        language = chance.choices(list(SHARES), list(SHARES.values()))[0]
        technique = list(FRAMES[language])[n % 4]
        frame = chance.choice(FRAMES[language][technique].split("|"))
        words = WORDS[language]
        text = re.sub(r"\{(\w+)\}", lambda slot: chance.choice(words[slot[1]].split("|")), frame)
        if language == "en":
            text = chance.choice(words["lead"].split("|")) + text + chance.choice(words["tail"].split("|"))
        questions.append(Question(text.strip(), technique, language, "grammar"))
    return questions
