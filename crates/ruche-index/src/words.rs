//! Small words of each language: they say in which language a text is, and little else.

use crate::analysis::Language;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What stands before an apostrophe in French, and is no word.
pub const ELIDED: [&str; 13] = ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// What stands after an apostrophe in English, and makes one word with what stands before.
pub const CONTRACTED: [&str; 6] = ["t", "re", "ve", "ll", "d", "m"];

const ENGLISH: &str = "a about after all also am an and any are as at be because been before being between both but by can could did do does \
doing done during each few for from further had has have having he her here hers him his how i if in into is it its itself just me \
might more most must my no nor not now of off on once only or other our out over own s same shall she should so some such than that the \
their them then there these they this those through to too under until up upon us very was we were what when where whether which while \
who whom whose why will with would you your dont doesnt cant isnt im ive";

const FRENCH: &str = "à ai aie ainsi alors as au aucun aucune aussi autre autres aux avait avant avec avez avoir avons ayant c car ce ceci \
cela ces cet cette ceux chaque chez ci d dans de depuis des dès doit doivent donc dont du durant elle elles en encore entre es est et été \
étaient était étant être eu eux fait faire fais faut hors il ils j je l la là laquelle le lequel les lesquelles lesquels leur leurs lors \
lorsque lui m ma mais me même mêmes mes moi mon n ne ni nos notre nous on ont ou où par parce parmi pas pendant peu peut peuvent peux plus \
pour pourquoi pouvez pouvoir pouvons puis puisque qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera seront ses si \
soi soit son sont sous suis sur ta te tes toi ton tous tout toute toutes très tu un une vers voici voilà vos votre vous y ça ceux-ci";

const GERMAN: &str = "aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da damit dann \
das dass dein deine dem den denn der des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem \
einen einer eines er es etwas euch euer für gegen habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren \
ihrer im in indem ins ist jede jedem jeden jeder jedes jene jetzt kann kein keine keinem keinen können könnte man manche mein meine meinem \
meinen meiner mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind \
so solche soll sollte sondern sonst über um und uns unser unsere unter viel vom von vor wann warum was weil welche welchem welchen welcher \
welches wenn werde werden wer wie wieder will wir wird wo wurde wurden zu zum zur zwar zwischen";

const SPANISH: &str = "a al algo algunas algunos ante antes aquí así aunque cada como con contra cual cuales cuando cuál cuáles cómo cuándo de \
del desde donde dónde durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos \
estoy fue fueron ha había han hasta hay he la las le les lo los más me mi mis mientras mucho muchos muy nada ni no nos nosotros nuestra \
nuestro o os otra otras otro otros para pero poco por porque puede pueden que qué quien quién quienes se sea según ser si sí sido sin sobre \
son soy su sus también tanto te tengo tiene tienen todo todos tu tus un una unas uno unos usted ustedes y ya yo";

/// The small words of a language, with their accents and without.
pub fn small(language: Language) -> &'static HashSet<String> {
    static ALL: LazyLock<[HashSet<String>; 4]> = LazyLock::new(|| {
        [ENGLISH, FRENCH, GERMAN, SPANISH]
            .map(|list| list.split_whitespace().flat_map(|word| [word.to_owned(), crate::analysis::fold(word)]).collect())
    });
    &ALL[language as usize]
}
