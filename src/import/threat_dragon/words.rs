//! Words of the app: types of threats in the languages of its users, states, severities, and texts that it puts where
//! nobody has written anything.
//!
//! Types are stored as the user's language had them, so many texts mean one kind. Compared without case and accents. What
//! is not here stays as a text.

use crate::import::foreign::{Kind, State};
use crate::import::kinds::kind;
use crate::import::letters::folded;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Texts for a kind; several for a language where it has several usual words.
const TYPES: &[(&str, &[&str])] = &[
    (
        "spoofing",
        &[
            "Spoofing",
            "Spoofing identity",
            "Identity spoofing",
            "Identitätsfälschung",
            "Identitätsverschleierung",
            "Vortäuschung",
            "Usurpation",
            "Usurpation d'identité",
            "Suplantación",
            "Suplantación de identidad",
            "Falsificação",
            "Falsificação de identidade",
            "Πλαστοπροσωπία",
            "Väärentäminen",
            "Подмена",
            "Спуфинг",
            "Спуфінг",
            "Підміна",
            "欺骗",
            "假冒",
            "仿冒",
            "なりすまし",
            "انتحال",
            "انتحال الشخصية",
            "स्पूफिंग",
            "Penyamaran",
            "Pemalsuan identitas",
        ],
    ),
    (
        "tampering",
        &[
            "Tampering",
            "Tampering with data",
            "Data tampering",
            "Manipulation",
            "Falsification",
            "Altération",
            "Manipulación",
            "Alteración",
            "Adulteração",
            "Manipulação",
            "Παραποίηση",
            "Αλλοίωση",
            "Peukalointi",
            "Вмешательство",
            "Фальсификация",
            "Подделка",
            "Втручання",
            "Підробка",
            "篡改",
            "改ざん",
            "改竄",
            "تلاعب",
            "العبث",
            "छेड़छाड़",
            "Pengubahan",
            "Pengubahan data",
            "Gangguan",
        ],
    ),
    (
        "repudiation",
        &[
            "Repudiation",
            "Abstreitbarkeit",
            "Nichtanerkennung",
            "Leugnung",
            "Verleugnung",
            "Répudiation",
            "Repudio",
            "Repúdio",
            "Αποποίηση",
            "Άρνηση",
            "Kieltäminen",
            "Отказ",
            "Отказ от авторства",
            "Відмова",
            "Відмова від авторства",
            "抵赖",
            "否认",
            "否認",
            "إنكار",
            "अस्वीकृति",
            "Penyangkalan",
            "Penolakan",
        ],
    ),
    (
        "information_disclosure",
        &[
            "Information disclosure",
            "Disclosure of information",
            "Offenlegung von Informationen",
            "Informationsoffenlegung",
            "Informationsenthüllung",
            "Preisgabe von Informationen",
            "Divulgation d'informations",
            "Divulgation d'information",
            "Divulgación de información",
            "Revelación de información",
            "Divulgação de informação",
            "Divulgação de informações",
            "Αποκάλυψη πληροφοριών",
            "Tietojen paljastuminen",
            "Раскрытие информации",
            "Розкриття інформації",
            "信息泄露",
            "信息披露",
            "情報漏えい",
            "情報漏洩",
            "情報開示",
            "الكشف عن المعلومات",
            "إفشاء المعلومات",
            "सूचना प्रकटीकरण",
            "Pengungkapan informasi",
            "Pendedahan maklumat",
        ],
    ),
    (
        "denial_of_service",
        &[
            "Denial of service",
            "DoS",
            "Dienstverweigerung",
            "Dienstblockade",
            "Verweigerung des Dienstes",
            "Déni de service",
            "Denegación de servicio",
            "Denegación del servicio",
            "Negação de serviço",
            "Άρνηση υπηρεσίας",
            "Άρνηση παροχής υπηρεσιών",
            "Palvelunesto",
            "Отказ в обслуживании",
            "Відмова в обслуговуванні",
            "拒绝服务",
            "サービス拒否",
            "サービス妨害",
            "الحرمان من الخدمة",
            "حجب الخدمة",
            "सेवा से इनकार",
            "Penolakan layanan",
            "Penafian perkhidmatan",
        ],
    ),
    (
        "elevation_of_privilege",
        &[
            "Elevation of privilege",
            "Elevation of privileges",
            "Privilege escalation",
            "Rechteausweitung",
            "Rechteerweiterung",
            "Erhöhung der Rechte",
            "Privilegienerweiterung",
            "Élévation de privilège",
            "Élévation de privilèges",
            "Élévation des privilèges",
            "Elevación de privilegios",
            "Escalada de privilegios",
            "Elevação de privilégio",
            "Elevação de privilégios",
            "Κλιμάκωση προνομίων",
            "Αύξηση δικαιωμάτων",
            "Käyttöoikeuksien laajentaminen",
            "Повышение привилегий",
            "Підвищення привілеїв",
            "权限提升",
            "特权提升",
            "提权",
            "権限昇格",
            "特権の昇格",
            "رفع الامتيازات",
            "تصعيد الامتيازات",
            "विशेषाधिकार में वृद्धि",
            "Peningkatan hak akses",
            "Peningkatan keistimewaan",
        ],
    ),
    (
        "linking",
        &["Linkability", "Linking", "Verknüpfbarkeit", "Liabilité", "Vinculabilidad", "Vinculación", "可链接性"],
    ),
    (
        "identifying",
        &["Identifiability", "Identifying", "Identifizierbarkeit", "Identifiabilité", "Identificabilidad", "可识别性"],
    ),
    (
        "undeniability",
        &[
            "Non-repudiation",
            "Nonrepudiation",
            "Nicht-Abstreitbarkeit",
            "Nichtabstreitbarkeit",
            "Non-répudiation",
            "No repudio",
            "Não repúdio",
            "不可否认性",
        ],
    ),
    ("detecting", &["Detectability", "Detecting", "Erkennbarkeit", "Détectabilité", "Detectabilidad", "可检测性"]),
    ("data_disclosure", &["Data disclosure", "Disclosure of data"]),
    ("unawareness", &["Unawareness", "Unawareness and unintervenability", "Unwissenheit", "Content unawareness"]),
    (
        "non_compliance",
        &[
            "Non-compliance",
            "Noncompliance",
            "Policy noncompliance",
            "Nichteinhaltung",
            "Non-conformité",
            "Incumplimiento",
        ],
    ),
    (
        "confidentiality",
        &[
            "Confidentiality",
            "Vertraulichkeit",
            "Confidentialité",
            "Confidencialidad",
            "Confidencialidade",
            "Конфиденциальность",
            "Конфіденційність",
            "Εμπιστευτικότητα",
            "Luottamuksellisuus",
            "机密性",
            "保密性",
            "機密性",
            "السرية",
            "गोपनीयता",
            "Kerahasiaan",
            "Kerahsiaan",
        ],
    ),
    (
        "integrity",
        &[
            "Integrity",
            "Integrität",
            "Intégrité",
            "Integridad",
            "Integridade",
            "Целостность",
            "Цілісність",
            "Ακεραιότητα",
            "Eheys",
            "完整性",
            "完全性",
            "السلامة",
            "النزاهة",
            "अखंडता",
            "Integritas",
            "Integriti",
        ],
    ),
    (
        "availability",
        &[
            "Availability",
            "Verfügbarkeit",
            "Disponibilité",
            "Disponibilidad",
            "Disponibilidade",
            "Доступность",
            "Доступність",
            "Διαθεσιμότητα",
            "Saatavuus",
            "可用性",
            "التوفر",
            "उपलब्धता",
            "Ketersediaan",
            "Ketersediaan data",
            "Kebolehsediaan",
        ],
    ),
    ("distributed", &["Distributed", "Verteilt", "Distribué", "Distribuido", "Distribuído"]),
    ("immutable", &["Immutable", "Unveränderlich", "Immuable", "Inmutable", "Imutável"]),
    ("ephemeral", &["Ephemeral", "Kurzlebig", "Flüchtig", "Éphémère", "Efímero", "Efêmero"]),
    ("technique_processes", &["Technique & Processes", "Technique and Processes", "Techniques & Processes"]),
    ("accessibility", &["Accessibility", "Barrierefreiheit", "Accessibilité", "Accesibilidad", "Acessibilidade"]),
    ("identifiability_linkability", &["Identifiability & Linkability", "Identifiability and Linkability"]),
    ("ai_security", &["Security", "Sicherheit", "Sécurité", "Seguridad", "Segurança"]),
    ("ai_safety", &["Safety"]),
    ("ethics_human_rights", &["Ethics & Human Rights", "Ethics and Human Rights"]),
];

/// The same by text, folded once.
static TYPES_FOLDED: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
    let pairs = TYPES.iter().flat_map(|(id, texts)| texts.iter().map(|text| (folded(text), *id)));
    pairs.collect()
});

/// The kind that a text means under a method; texts of several methods are told apart by it.
pub(super) fn threat_kind(text: &str, method: Option<&str>) -> Option<&'static Kind> {
    let found = *TYPES_FOLDED.get(&folded(text))?;
    kind(match (found, method) {
        ("information_disclosure", Some("linddun")) => "data_disclosure",
        ("unawareness", Some("plot4ai")) => "ai_unawareness",
        ("non_compliance", Some("plot4ai")) => "ai_non_compliance",
        (found, _) => found,
    })
}

/// The method of the language for the type of a diagram or threat.
pub(super) fn method(text: &str) -> Option<&'static str> {
    match folded(text).as_str() {
        "stride" => Some("stride"),
        "linddun" => Some("linddun"),
        "cia" => Some("cia"),
        "ciadie" | "die" | "cia die" => Some("cia_die"),
        "plot4ai" => Some("plot4ai"),
        _ => None,
    }
}

/// What a status means, and whether the language has another word for it.
pub(super) fn state(text: &str) -> Option<State> {
    match folded(text).as_str() {
        "open" => Some(State::Open),
        "mitigated" => Some(State::Mitigated),
        "notapplicable" | "not applicable" | "n a" => Some(State::NotApplicable),
        "accepted" => Some(State::Accepted),
        "transferred" => Some(State::Transferred),
        "avoided" | "eliminated" => Some(State::Avoided),
        _ => None,
    }
}

/// What a severity means; the inner `None` is "not known yet". The word is that of likelihood and impact alike, which is the
/// diagonal of the standard matrix: it gives the same severity back.
pub(super) fn severity(text: &str) -> Option<Option<&'static str>> {
    match folded(text).as_str() {
        "low" => Some(Some("low")),
        "medium" => Some(Some("medium")),
        "high" => Some(Some("high")),
        "critical" => Some(Some("severe")),
        "tbd" | "tba" | "unknown" | "undefined" => Some(None),
        _ => None,
    }
}

/// Help texts that stand where nobody has written anything.
const HELP: &[&str] = &[
    "Provide a description for this threat",
    "Provide remediation for this threat or a reason if status is N/A",
    "Provide remediation for this threat",
    "Provide a mitigation for this threat",
    "Provide a reason if status is N/A",
];

/// Whether a text is the app's own.
pub(super) fn is_help(text: &str) -> bool {
    static FOLDED: LazyLock<BTreeSet<String>> = LazyLock::new(|| HELP.iter().map(|help| folded(help)).collect());
    FOLDED.contains(&folded(text))
}

/// Names that a new flow or boundary has until somebody gives it one.
const NAMELESS: &[&str] = &[
    "Data Flow",
    "Datenfluss",
    "Flux de données",
    "Flujo de datos",
    "Fluxo de dados",
    "Поток данных",
    "Потік даних",
    "Ροή δεδομένων",
    "Tietovirta",
    "数据流",
    "データフロー",
    "تدفق البيانات",
    "डेटा प्रवाह",
    "Aliran data",
    "Trust Boundary",
    "Vertrauensgrenze",
    "Limite de confiance",
    "Frontière de confiance",
    "Límite de confianza",
    "Limite de confiança",
    "Граница доверия",
    "Межа довіри",
    "Όριο εμπιστοσύνης",
    "信任边界",
    "信頼境界",
    "حدود الثقة",
    "विश्वास सीमा",
    "Batas kepercayaan",
    "Sempadan kepercayaan",
    "Luottamusraja",
];

/// Whether a name says no more than what the thing is.
pub(super) fn is_nameless(name: &str) -> bool {
    static FOLDED: LazyLock<BTreeSet<String>> = LazyLock::new(|| NAMELESS.iter().map(|name| folded(name)).collect());
    FOLDED.contains(&folded(name))
}
