// Plain documents: two tables for spreadsheets and the part-exchange charter.
import { french } from './typography.mjs';

const table = (rows) => `${rows.map((row) => french(row.join(';'))).join('\n')}\n`;

const accessories = table([
  ['Référence', 'Désignation', 'Modèles', 'Prix TTC (€)', 'Pose (h)', 'Délai (jours)', 'Remarque'],
  ['ACC-1012', 'Attelage amovible 13 broches', 'Lys', '690,00', '0,0', '6', 'Prix posé, poids tracté 750 kg freiné'],
  ['ACC-1013', 'Attelage fixe 13 broches', 'Cargo', '640,00', '3,0', '4', 'Poids tracté 1 500 kg freiné'],
  ['ACC-1104', 'Câble de recharge type 2, 7,4 kW, 5 m', 'Lys, Mica, Cargo', '219,00', '0,0', '1', ''],
  ['ACC-1105', 'Câble de recharge type 2, 22 kW, 7 m', 'Lys, Cargo', '265,00', '0,0', '2', 'De nouveau livrable'],
  ['ACC-1110', 'Borne murale 7,4 kW pilotable', 'Tous', '690,00', '4,0', '8', 'Pose par un installateur partenaire'],
  ['ACC-1111', 'Pied double pour borne murale', 'Tous', '310,00', '2,0', '10', 'Dépôts et parkings'],
  ['ACC-1201', 'Coffre de toit 420 litres', 'Lys', '459,00', '0,5', '3', 'Autonomie réduite d’environ 8 % à 110 km/h'],
  ['ACC-1202', 'Barres de toit', 'Lys', '210,00', '0,3', '30', 'Rupture jusqu’à la fin du mois'],
  ['ACC-1203', 'Galerie aluminium', 'Cargo', '720,00', '2,5', '7', 'Charge maximale 150 kg'],
  ['ACC-1305', 'Tapis en caoutchouc, jeu de 4', 'Lys', '79,00', '0,0', '1', ''],
  ['ACC-1306', 'Tapis en caoutchouc, jeu de 4', 'Mica', '69,00', '0,0', '1', ''],
  ['ACC-1310', 'Bac de coffre réversible', 'Lys, Mica', '95,00', '0,0', '2', ''],
  ['ACC-1402', 'Habillage bois de l’espace de charge', 'Cargo', '890,00', '5,0', '9', 'Longueur standard ou longue'],
  ['ACC-1403', 'Cloison pleine isolée', 'Cargo', '540,00', '3,0', '9', 'Confort thermique et sonore'],
  ['ACC-1410', 'Aménagement artisan, 3 meubles', 'Cargo', '1480,00', '6,0', '15', 'Plan à valider avec le client'],
  ['ACC-1501', 'Roues hiver complètes 16 pouces', 'Mica', '820,00', '1,0', '5', 'Gardiennage offert la première année'],
  ['ACC-1502', 'Roues hiver complètes 17 pouces', 'Lys', '980,00', '1,0', '5', 'Gardiennage offert la première année'],
  ['ACC-1601', 'Siège enfant i-Size', 'Lys, Mica', '289,00', '0,2', '3', 'De 76 à 150 cm'],
  ['ACC-1602', 'Grille pare-chien', 'Lys', '145,00', '0,4', '4', ''],
]);

// Weeks of the quarter rather than dates: the demonstration is dated from the day it is installed.
const training = table([
  ['Semaine du trimestre', 'Jour', 'Début', 'Durée (h)', 'Module', 'Public', 'Lieu', 'Animation', 'Places', 'Inscrits'],
  ['2', 'mardi', '14:00', '1,0', 'Financer une Lys en dix minutes', 'Nouveaux arrivants, conseillers', 'À distance', 'Aïcha Diallo', '30', '18'],
  ['3', 'jeudi', '08:30', '3,5', 'Une matinée à l’atelier (chaussures fermées)', 'Nouveaux arrivants', 'Lyon Gerland', 'Olivier Tanguy', '8', '6'],
  ['4', 'mercredi', '09:00', '3,0', 'Essai commenté sur autoroute, par groupes de trois', 'Nouveaux arrivants', 'Lyon Gerland', 'Karim Benali', '9', '7'],
  ['4', 'jeudi', '14:00', '2,0', 'Recharge en copropriété : monter le dossier', 'Conseillers', 'À distance', 'Yanis Haddad', '30', '21'],
  ['5', 'mardi', '09:00', '14,0', 'Habilitation haute tension, sur deux jours', 'Ateliers', 'Lyon', 'Organisme agréé', '12', '10'],
  ['6', 'lundi', '13:30', '3,5', 'Cargo : du besoin de l’artisan à l’aménagement', 'Vendeurs utilitaires', 'Vienne', 'Bernard Caillaud', '12', '9'],
  ['6', 'jeudi', '10:00', '1,5', 'Fleet customers: what the vehicle really costs', 'Fleet teams (in English)', 'À distance', 'James Whitfield', '25', '17'],
  ['7', 'mardi', '09:00', '14,0', 'Habilitation haute tension, sur deux jours', 'Ateliers', 'Marseille', 'Organisme agréé', '6', '6'],
  ['8', 'mercredi', '14:00', '2,0', 'Reprise : estimer devant le client', 'Vendeurs occasions', 'À distance', 'Céline Fabre', '30', '24'],
  ['9', 'jeudi', '09:00', '7,0', 'Diagnostic batterie et certificat de santé', 'Ateliers', 'Nantes', 'Olivier Tanguy', '8', '5'],
  ['11', 'mardi', '14:00', '1,0', 'Financer une Lys en dix minutes', 'Nouveaux arrivants, conseillers', 'À distance', 'Aïcha Diallo', '30', '4'],
]);

const charter = french(`CHARTE DE REPRISE
Orvane Commerce


À qui s'adresse cette charte
----------------------------
À toute personne du réseau qui estime, achète ou revend un véhicule repris à un
client. Elle remplace les quatre notes précédentes et tient en une page.


1. L'estimation se fait devant le client
----------------------------------------
Voiture propre ou sale, le client est présent s'il le souhaite. La grille est la
même dans toutes les concessions. Un écart de plus de 5 % avec la cote du jour
est justifié par écrit et relu par un second estimateur.

2. Chaque moins-value est montrée du doigt et chiffrée
------------------------------------------------------
Une ligne, une photo, un montant, au tarif interne de l'atelier et jamais au
forfait. L'usure normale n'est pas déduite : éclats de peinture de moins de
5 mm, rayures de jante légères, pneus au-dessus de 3 mm.

3. L'offre tient dix jours, par écrit
-------------------------------------
Le virement part le jour de la remise du véhicule et des papiers. Si un crédit
reste dû, nous réglons l'organisme prêteur et versons la différence au client.

4. On ne gonfle pas la reprise pour cacher une remise
-----------------------------------------------------
La reprise et la remise figurent sur deux lignes distinctes du devis. Le client
voit le total, et comment il se forme.


La batterie d'un véhicule électrique
------------------------------------
Sa santé est mesurée à l'atelier : 45 minutes, sans frais. Le certificat est
remis au client, même s'il ne nous vend pas son véhicule.

  Santé mesurée        Effet sur l'estimation
  90 % et plus         aucun
  de 80 à 89 %         de 2 à 5 %
  de 70 à 79 %         de 6 à 12 %
  moins de 70 %        avis du pôle Batteries, sous deux jours

Avant la revente
----------------
Le compte du client est dissocié du véhicule et le système est remis à zéro.
Le client en reçoit la confirmation écrite.

En cas de désaccord
-------------------
Une seconde estimation est faite dans une autre concession, sous 7 jours et sans
frais. La plus élevée des deux l'emporte.


Une question ? Écrivez dans la communauté « Reprise et occasions ».
`);

export const texts = {
  'tarifs-accessoires.csv': accessories,
  'planning-formation.csv': training,
  'charte-reprise.txt': charter,
};
