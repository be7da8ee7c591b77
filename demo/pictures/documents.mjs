// Printed documents: HTML with a shared style, turned into PDF by the browser.
// Figures agree with one another and with the catalogue: Lys 52 kWh, 412 km, 28 900 €.
import { Scene } from './draw.mjs';
import { french } from './typography.mjs';
import { cargo, lys, mica, PAINT } from './vehicles.mjs';

const STYLE = `<style>
@page { size: A4; margin: 15mm 18mm; }
* { box-sizing: border-box; }
body { font: 400 10.4pt/1.52 "Inter Variable", Inter, sans-serif; color: #22302c; font-feature-settings: "tnum", "ss03"; }
header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 1.5pt solid #1f7a60; padding-bottom: 6pt; margin-bottom: 16pt; color: #5b6965; font-size: 8.6pt; }
header b { color: #17493c; font-size: 10pt; letter-spacing: .14em; }
h1 { font-size: 25pt; line-height: 1.12; letter-spacing: -.02em; margin: 0 0 6pt; color: #17392f; font-weight: 750; text-wrap: balance; }
h2 { font-size: 13.5pt; line-height: 1.25; margin: 17pt 0 5pt; color: #17493c; letter-spacing: -.01em; break-after: avoid; }
p { margin: 0 0 7pt; text-wrap: pretty; orphans: 3; widows: 3; }
.lead { font-size: 12.2pt; line-height: 1.45; color: #43524d; margin-bottom: 12pt; }
table { width: 100%; border-collapse: collapse; margin: 6pt 0 10pt; font-size: 9.4pt; line-height: 1.42; }
th { text-align: left; font-weight: 650; color: #17493c; border-bottom: 1pt solid #1f7a60; padding: 4pt 8pt 4pt 0; vertical-align: bottom; }
td { border-bottom: .5pt solid #d5ddd9; padding: 4.6pt 8pt 4.6pt 0; vertical-align: top; }
tr { break-inside: avoid; }
.n { text-align: right; white-space: nowrap; padding-right: 10pt; }
.total td { font-weight: 680; border-bottom: 0; border-top: 1pt solid #1f7a60; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8pt; margin: 12pt 0; }
.figures div { background: #eef5f1; border-radius: 6pt; padding: 9pt 10pt; font-size: 8.8pt; line-height: 1.35; color: #43524d; }
.figures b { display: block; font-size: 17pt; line-height: 1.2; color: #17493c; letter-spacing: -.02em; }
.note { background: #fff6e0; border-left: 3pt solid #f3b647; border-radius: 0 5pt 5pt 0; padding: 8pt 12pt; margin: 10pt 0; break-inside: avoid; }
.note p:last-child { margin: 0; }
ul, ol { margin: 0 0 8pt; padding-left: 15pt; } li { margin-bottom: 3.5pt; padding-left: 2pt; } li::marker { color: #1f7a60; font-weight: 650; }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 20pt; }
.small { font-size: 8.4pt; line-height: 1.45; color: #5b6965; }
.page { break-before: page; }
figure { margin: 6pt 0 0; } figure svg { display: block; width: 100%; height: auto; border-radius: 8pt; }
</style>`;

/** A wide band with vehicles, printed as a drawing. */
const band = (name, height, draw) => {
  const s = new Scene(name, 1400, height);
  const content = draw(s);
  const back = s.linear(['#dfeae4', '#f4f7f3', '#d9e5de']);
  const defs = [...s.known].map(([definition, id]) => definition.replace('id=""', `id="${id}"`)).join('');
  return `<figure><svg viewBox="0 0 1400 ${height}" font-family="Inter Variable"><defs>${defs}</defs><rect width="1400" height="${height}" fill="${back}"/><rect y="${height - 74}" width="1400" height="74" fill="#c3d3ca"/>${content}</svg></figure>`;
};

const rows = (list, numeric = []) => list.map((cells, i) => `<tr>${cells.map((cell, j) => `<${i ? 'td' : 'th'}${numeric.includes(j) ? ' class="n"' : ''}>${cell}</${i ? 'td' : 'th'}>`).join('')}</tr>`).join('');
const table = (list, numeric) => `<table>${rows(list, numeric)}</table>`;
const head = (left) => `<header><b>ORVANE</b><span>${left}</span></header>`;
const figures = (list) => `<div class="figures">${list.map(([value, label]) => `<div><b>${value}</b>${label}</div>`).join('')}</div>`;

const lysArguments = [french(`${head('Argumentaire de vente · à jour du nouveau tarif')}
<h1>Orvane Lys : ce qu'on en dit, ce qu'on en prouve</h1>
<p class="lead">Un break compact électrique pour une famille qui n'a qu'une voiture : assez de place pour partir, assez d'autonomie pour ne pas y penser la semaine.</p>`),
band('argumentaire-band', 420, (s) => lys(s, { x: 700, y: 370, scale: 1.95, paint: PAINT.pine })),
french(`${figures([['412 km', 'en cycle mixte WLTP'], ['268 km', 'mesurés en hiver, à 110 km/h'], ['28 min', 'de 10 à 80 %, sur une borne de 100 kW'], ['8 ans', 'ou 160 000 km de garantie batterie']])}
<h2>La phrase à retenir</h2>
<p>« Vous rechargez la nuit, vous roulez la semaine, et le jour du départ vous faites une pause de 28 minutes que vous auriez faite de toute façon. »</p>
<h2>Pour qui ?</h2>
${table([['Le client', 'Ce qui compte pour lui', 'Ce que vous montrez d\'abord'],
  ['La famille, une seule voiture', 'Le coffre, les vacances, la sécurité', 'Le coffre de 560 litres, puis le trajet de ses vacances sur le planificateur'],
  ['Le pendulaire, 60 km par jour', 'Le budget, la fiabilité', 'Le coût aux 100 km et la recharge de nuit'],
  ['L\'artisan ou le libéral', 'Le temps, l\'image, la fiscalité', 'La location tout compris et le certificat de batterie']])}
<div class="page"></div>${head('Argumentaire Lys · objections')}
<h1>Les six objections, et comment y répondre</h1>
<p class="lead">Écoutez jusqu'au bout, reformulez, puis donnez un chiffre mesuré. Jamais deux arguments à la fois.</p>
${table([['Ce que dit le client', 'Ce que vous répondez', 'La preuve'],
  ['« Et l\'hiver ? »', '268 km à 2 °C et 110 km/h, chauffage à 20 °C. La pompe à chaleur est de série et la voiture se préchauffe sur la prise.', 'Relevé de janvier, sur l\'A7'],
  ['« Je n\'ai pas de garage. »', 'Une place en copropriété suffit. Nous montons le dossier avec le syndic ; comptez deux à trois mois.', 'Guide de la recharge, page 2'],
  ['« C\'est cher. »', 'Comparons sur un mois : 249 € de loyer, et environ 125 € de moins en énergie et en entretien.', 'Tableau de la page 3'],
  ['« La batterie va s\'user. »', 'Garantie 8 ans ou 160 000 km, avec 70 % de capacité au minimum. Un certificat la mesure à chaque révision.', 'Conditions de garantie ; moyenne du parc à 3 ans : 94 %'],
  ['« Je tire une remorque. »', 'Avec 480 kg à 110 km/h et 2 °C : 198 km réels. Annoncez 180 km, avec une recharge de 20 minutes à prévoir.', 'Relevé remorque de janvier'],
  ['« J\'attends que les prix baissent. »', 'Le tarif passe à 30 100 € le 1er du mois prochain. Un bon signé avant la fin du mois garde 28 900 €, livraison comprise.', 'Note tarifaire en cours']])}
<div class="note"><p><b>À ne jamais promettre :</b> une autonomie sans dire la saison et la vitesse, une date d'aide publique, ou un délai d'usine qui n'est pas affiché sur la fiche produit du jour.</p></div>
<h2>L'essai qui convainc, en 25 minutes</h2>
<ol><li>Laissez le client régler son siège et brancher le câble lui-même : deux minutes.</li><li>Départ en ville, conduite à une pédale : c'est là que le silence se remarque.</li><li>Voie rapide, insertion, régulateur : parlez le moins possible.</li><li>Retour : lisez ensemble la consommation de l'essai, et comparez-la à la sienne.</li></ol>
<div class="page"></div>${head('Argumentaire Lys · budget')}
<h1>Combien cela coûte, vraiment</h1>
<p class="lead">Une année, 15 000 km, recharge de nuit à la maison neuf fois sur dix.</p>
${table([['Poste, par an', 'Lys 52 kWh', 'Break essence comparable', 'Écart'],
  ['Énergie', '515 €', '1 728 €', '−1 213 €'], ['Entretien courant', '210 €', '480 €', '−270 €'], ['Pneus', '190 €', '170 €', '+20 €'], ['Assurance', '610 €', '640 €', '−30 €']], [1, 2, 3]).replace('</table>', '<tr class="total"><td>Total</td><td class="n">1 525 €</td><td class="n">3 018 €</td><td class="n">−1 493 €</td></tr></table>')}
<p class="small">Hypothèses : 15,6 kWh aux 100 km et 10 % de pertes à la recharge, 0,20 € le kWh ; 6,4 litres aux 100 km à 1,80 € le litre. Refaites toujours le calcul avec les chiffres du client.</p>
<h2>Prix et finitions</h2>
${table([['Finition', 'Ce mois-ci', 'Le mois prochain', 'Loyer indicatif', 'En plus'],
  ['Essentiel', '26 700 €', '27 800 €', '229 €/mois', 'Pompe à chaleur, six coussins gonflables, caméra de recul'],
  ['Confort', '28 900 €', '30 100 €', '249 €/mois', 'Sièges chauffants, hayon mains libres, régulateur adaptatif'],
  ['Horizon', '32 400 €', '33 700 €', '289 €/mois', 'Toit vitré, recharge 11 kW, affichage tête haute']], [1, 2, 3])}
<p class="small">Prix TTC clés en main. Les véhicules déjà en stock gardent l'ancien prix jusqu'à épuisement. Location sur 49 mois et 40 000 km, apport de 3 900 €, sous réserve d'acceptation.</p>
<div class="columns"><div><h2>Avant le rendez-vous</h2><ul><li>La distance quotidienne et le plus long trajet de l'année</li><li>L'endroit où la voiture dort</li><li>La reprise : kilométrage, entretien, crédit en cours</li></ul></div>
<div><h2>Après l'essai</h2><ul><li>Le devis le jour même, avec le coût d'usage du client</li><li>Le rendez-vous de l'installateur s'il faut une borne</li><li>Un appel sous 48 heures, sans relance automatique</li></ul></div></div>
<div class="note"><p>Une objection qui manque ? Posez-la dans la communauté Gamme électrique : elle entrera dans la prochaine édition.</p></div>`)].join('');

const chargeGuide = [french(`${head('Guide de la recharge · à remettre au client')}
<h1>Recharger, simplement</h1>
<p class="lead">Neuf recharges sur dix se font la nuit. Voici comment choisir la bonne prise.</p>`),
band('guide-band', 232, (s) => mica(s, { x: 224, y: 204, scale: 0.85 }) + lys(s, { x: 636, y: 204, scale: 0.85 }) + cargo(s, { x: 1116, y: 204, scale: 0.85, paint: '#f4f5f4' })),
french(`<h2>Quelle prise pour quel usage ?</h2>
${table([['Point de recharge', 'Puissance', 'Lys, de 10 à 80 %', 'Pour qui ?'],
  ['Prise domestique', '2,3 kW', '17 h 30', 'Dépannage seulement'], ['Prise renforcée', '3,2 kW', '12 h 30', 'Moins de 50 km par jour'], ['Borne murale', '7,4 kW', '5 h 25', 'La plupart des foyers'], ['Borne triphasée', '11 kW', '3 h 40', 'Finition Horizon, entreprises'], ['Borne rapide publique', '100 kW', '28 min', 'Les longs trajets']], [1, 2])}
<p class="small">Batterie de 52 kWh à 20 °C, pertes de 10 % comprises. Par grand froid, comptez jusqu'à un tiers de temps en plus.</p>
<div class="note"><p><b>La prise et la voiture.</b> La plus faible des deux décide : une Lys Confort accepte 7,4 kW en courant alternatif, même sur une borne de 22 kW. Le kW est un débit, le kWh une quantité, le kVA la puissance du contrat d'électricité.</p></div>
<h2>Les trois gestes à montrer à la livraison</h2>
<ol><li><b>La prise d'abord, la voiture ensuite.</b> On débranche dans l'ordre inverse.</li><li><b>Écouter le clic, regarder le voyant.</b> Bleu, la charge a commencé ; orange, on rebranche côté voiture.</li><li><b>Dérouler le câble en entier.</b> Enroulé, il chauffe, et la charge ralentit pour le protéger.</li></ol>
<h2>Le coût d'une recharge</h2>
${table([['Où ?', 'Prix du kWh', 'De 10 à 80 %', 'Aux 100 km'], ['Maison, heures creuses', '0,17 €', '6,80 €', '2,92 €'], ['Maison, heures pleines', '0,22 €', '8,80 €', '3,78 €'], ['Borne publique de 22 kW', '0,39 €', '15,60 €', '6,69 €'], ['Borne rapide sur autoroute', '0,59 €', '21,48 €', '9,20 €']], [1, 2, 3])}
<p class="small">Prix indicatifs, pour 15,6 kWh aux 100 km, pertes de 10 % comprises hors borne rapide.</p>
<div class="page"></div>${head('Guide de la recharge · copropriété et dépôt')}
<h1>En copropriété, au dépôt</h1>
<h2>En copropriété : le chemin en cinq étapes</h2>
<ol><li>Demander au syndic le plan électrique du parking et le règlement.</li><li>Faire établir un devis par un installateur qualifié, avec le comptage individuel.</li><li>Adresser le dossier au syndic, contre accusé de réception.</li><li>Attendre la réponse : la copropriété peut proposer une solution collective.</li><li>Signer, poser, contrôler : une demi-journée de travaux pour une place.</li></ol>
<div class="note"><p><b>Lettre type au syndic.</b> « Madame, Monsieur, je souhaite installer à mes frais un point de recharge sur ma place n° …, avec un comptage individuel. Vous trouverez ci-joint le devis et le plan de passage des câbles. Si vous estimez que l'installation électrique ne le permet pas, je vous remercie de m'adresser le rapport écrit qui le constate. »</p></div>
<p>Envoi recommandé, copie à la concession. Un dossier complet gagne environ un mois.</p>
<h2>Au dépôt : partir de l'énergie, pas du nombre de prises</h2>
<p>Vingt Cargo qui rentrent à 19 h et repartent à 6 h ont onze heures pour recharger. S'ils ont utilisé chacun 36 kWh dans la journée :</p>
${table([['Étape du calcul', 'Valeur'], ['Énergie à rendre : 20 × 36 kWh', '720 kWh'], ['Avec 10 % de pertes', '792 kWh'], ['Puissance moyenne sur 11 heures', '72 kW'], ['Marge pour le froid et les retours tardifs, 25 %', '90 kW'], ['Puissance à souscrire, bâtiment compris', '120 kVA']], [1])}
<p>Vingt bornes de 7,4 kW sans pilotage demanderaient 148 kW. Avec un pilotage, 90 kW suffisent : les véhicules se partagent la puissance selon leur heure de départ.</p>
<div class="note"><p><b>Le bon réflexe :</b> relever une semaine de kilométrages réels avant de chiffrer. La moitié des dossiers demandent moins de puissance que prévu.</p></div>`)].join('');

const trailerReport = french(`${head('Relevé d\'essai · janvier')}
<h1>Lys et remorque : 198 km réels</h1>
<p class="lead">Remorque bâchée de 480 kg, 2 °C, régulateur à 110 km/h sur l'A7, de 100 à 8 % de batterie.</p>
${figures([['198 km', 'parcourus, mesurés au compteur'], ['24,1 kWh', 'aux 100 km en moyenne'], ['2 °C', 'vent de nord de 20 km/h'], ['3,1 bar', 'dans les pneus de la remorque']])}
<h2>Étape par étape</h2>
${table([['Étape', 'Température', 'Distance', 'Énergie', 'Aux 100 km', 'Batterie à l\'arrivée'],
  ['Lyon Gerland – Vienne', '1 °C', '31 km', '7,7 kWh', '24,8 kWh', '85 %'], ['Vienne – Saint-Rambert', '2 °C', '29 km', '6,9 kWh', '23,8 kWh', '72 %'], ['Saint-Rambert – Valence', '3 °C', '36 km', '8,5 kWh', '23,6 kWh', '56 %'], ['Valence – Saint-Rambert, face au vent', '3 °C', '38 km', '9,7 kWh', '25,5 kWh', '37 %'], ['Saint-Rambert – Vienne', '2 °C', '29 km', '7,0 kWh', '24,1 kWh', '23 %'], ['Vienne – Lyon Gerland', '2 °C', '31 km', '7,5 kWh', '24,2 kWh', '9 %'], ['Lyon, retour à la concession', '1 °C', '4 km', '0,5 kWh', '12,5 kWh', '8 %']], [1, 2, 3, 4, 5]).replace('</table>', '<tr class="total"><td>Total</td><td class="n">2 °C</td><td class="n">198 km</td><td class="n">47,8 kWh</td><td class="n">24,1 kWh</td><td class="n">−92 points</td></tr></table>')}
<h2>Et à une autre vitesse ?</h2>
${table([['Même jour, même attelage', '90 km/h', '110 km/h', '130 km/h', 'Sans remorque, 110 km/h'], ['Autonomie, de 100 à 8 %', '228 km', '198 km', '160 km', '268 km']], [1, 2, 3, 4])}
<div class="note"><p><b>À dire au client :</b> « Comptez 180 km, avec une recharge de 20 minutes à Vienne si besoin. » Vérifiez avec lui la pression des pneus de la remorque : à 2,2 bar au lieu de 3,1, nous avons perdu 10 km.</p></div>
<p class="small">Véhicule : Lys 52 kWh Confort, 11 400 km, pneus hiver à 2,7 bar, une personne à bord, chauffage à 20 °C. Mesures relevées sur la prise de diagnostic par Yanis Haddad, relues par Bernard Caillaud. La mesure à 130 km/h a été faite sur 60 km puis prolongée par le calcul.</p>`);

const fleetTerms = `${head('Fleet terms 2027 · for business customers with eight vehicles or more')}
<h1>Fleet terms 2027</h1>
<p class="lead">One price list, one contact and one invoice, in the nine countries where we deliver. These terms apply to orders signed between 1 January and 31 December 2027.</p>
<h2>1. Discounts</h2>
<p>The band depends on the vehicles ordered over twelve months, all sites together. Mixed fleets count as one: five Lys and three Cargo open the first step, and a Mica counts as a full vehicle. When an order takes you into a higher band, the difference is credited on the next invoice.</p>
${table([['Vehicles a year', 'Mica', 'Lys', 'Cargo', 'Charge points'], ['8 to 14', '6%', '8%', '9%', '5%'], ['15 to 24', '8%', '11%', '12%', '8%'], ['25 to 49', '10%', '14%', '15%', '10%'], ['50 and over', 'by tender', 'by tender', 'by tender', '12%']], [1, 2, 3, 4])}
<h2>2. Delivery</h2>
<ul><li>Stock vehicles: ten working days after the signed order. Factory orders: nine weeks for Lys and Mica, eleven for Cargo.</li><li>Delivery to your site is included from four vehicles on the same day. A driver hands over each vehicle in 30 minutes, charging included.</li><li>If we are late by more than ten working days, we lend a vehicle of the same class until yours arrives.</li></ul>
<h2>3. Leasing with services</h2>
${table([['36 months, 60,000 km, a month, excluding VAT', 'Mica', 'Lys', 'Cargo'], ['Vehicle and finance', '€198', '€279', '€364'], ['Servicing, tyres and breakdown cover', '€29', '€36', '€48'], ['Charge card and monthly report', '€4', '€4', '€4'], ], [1, 2, 3]).replace('</table>', '<tr class="total"><td>Total</td><td class="n">€231</td><td class="n">€319</td><td class="n">€416</td></tr></table>')}
<p>Mileage is pooled across the fleet and settled once a year: €0.06 for each kilometre above the pool, €0.03 back for each kilometre below it, within 10%.</p>
<div class="page"></div>${head('Fleet terms 2027 · service, charging and returns')}
<h1>Service, charging and returns</h1>
<h2>4. Service levels</h2>
${table([['What you can expect', 'Our commitment'], ['Answer to a written question', 'Two working hours'], ['Workshop appointment', 'Within three working days'], ['Breakdown on the road', 'On site within 60 minutes, day and night'], ['Replacement vehicle', 'From the first day, same class'], ['Battery health certificate', 'Each year, at no charge']])}
<h2>5. Charging at your sites</h2>
<p>We start from a week of real mileage, then size the connection; charge points come last. A site study takes five working days and is free with ten vehicles or more. Managed charging is included for three years.</p>
<h2>6. Part exchange and returns</h2>
<ul><li>Quotations for your current vehicles are written and firm for ten days.</li><li>At the end of a lease, fair wear follows the written guide handed over on day one, with photographs.</li><li>The inspection takes place at your site. You receive the report within two working days and have ten days to discuss it.</li></ul>
<h2>7. Changes and early termination</h2>
<p>Up to 10% of the fleet may be returned early each year without charge after 18 months. Beyond that, the fee is capped at three monthly payments per vehicle. Drivers may swap vehicles within the fleet at any time.</p>
<div class="note"><p><b>Prices and taxes.</b> List prices are those of the day of the order and stay firm until delivery. Purchase incentives and company-car taxes differ from one country to another and are never part of our discount: ask before you promise.</p></div>
<h2>8. Your contacts</h2>
<p>Your account manager is named on your quotation. For anything urgent, post in the Fleet &amp; B2B Europe community: the duty team reads it from 7:00 to 19:00, Monday to Friday.</p>
<p class="small">Orvane Commerce. These terms replace those of 2026. Quotations already sent keep the former terms for 60 days; contracts already signed do not change.</p>`;

export const documents = {
  'argumentaire-lys.pdf': { lang: 'fr', title: 'Argumentaire Lys', body: STYLE + lysArguments },
  'guide-recharge.pdf': { lang: 'fr', title: 'Guide de la recharge', body: STYLE + chargeGuide },
  'releve-remorque-janvier.pdf': { lang: 'fr', title: 'Relevé remorque, janvier', body: STYLE + trailerReport },
  'fleet-terms-2027.pdf': { lang: 'en', title: 'Fleet terms 2027', body: STYLE + fleetTerms },
};
