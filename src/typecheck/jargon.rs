//! Everyday words for what the standard libraries declare under another name: `mtls`, `k8s`, `dos`. Only words that
//! nothing declares are looked up, so a library's own `k8s` is never hidden.

use crate::schema::Kind;

/// What a word most likely stands for, best first. Not all of it need be declared.
pub(super) fn words(kind: Kind, word: &str) -> &'static [&'static str] {
    let word = word.to_lowercase().replace(['-', ' '], "_");
    match kind {
        Kind::ThreatKind => threat_kind(&word),
        Kind::Auth => auth(&word),
        Kind::Protocol => protocol(&word),
        Kind::Class => class(&word),
        Kind::Tech => tech_of_code(&word).or_else(|| tech_of_data(&word)).unwrap_or_default(),
        Kind::Scheme => scheme(&word),
        _ => &[],
    }
}

fn threat_kind(word: &str) -> &'static [&'static str] {
    match word {
        "s" | "spoof" | "impersonation" | "masquerading" | "phishing" | "identity_theft" => &["spoofing"],
        "t" | "tamper" | "modification" | "manipulation" | "injection" | "integrity" => &["tampering"],
        "r" | "denial_of_action" | "non_repudiation" => &["repudiation"],
        "i"
        | "info_disclosure"
        | "information"
        | "disclosure"
        | "information_leak"
        | "information_leakage"
        | "info_leak"
        | "leak"
        | "data_leak"
        | "data_breach"
        | "confidentiality" => &["information_disclosure"],
        "d" | "dos" | "ddos" | "denial" | "denial_of_services" | "availability" => &["denial_of_service"],
        "e"
        | "eop"
        | "elevation"
        | "elevation_of_privileges"
        | "privilege_escalation"
        | "escalation"
        | "escalation_of_privilege"
        | "escalation_of_privileges"
        | "authorization" => &["elevation_of_privilege"],
        _ => &[],
    }
}

fn auth(word: &str) -> &'static [&'static str] {
    match word {
        "none" | "no" | "nobody" | "public" | "unauthenticated" | "open" => &["anonymous"],
        "mtls" | "client_certificate" | "client_cert" | "certificate" | "x509" => &["mutual_tls"],
        "basic" | "basic_auth" => &["http_basic"],
        "digest" => &["http_digest"],
        "cookie" | "cookies" | "session" => &["session_cookie"],
        "token" | "bearer" | "access_token" => &["bearer_token"],
        "mfa" | "2fa" | "two_factor" | "multi_factor" => {
            &["password_totp", "password_push", "password_sms", "password_security_key", "passkey"]
        }
        "totp" | "otp" => &["password_totp"],
        "sms" => &["password_sms"],
        "fido" | "fido2" | "webauthn" | "passkeys" => &["passkey", "password_security_key"],
        "oauth" | "oauth_2" => &["oauth2"],
        "openid" | "openid_connect" | "sso" => &["oidc", "saml"],
        "apikey" | "key" => &["api_key"],
        "hmac" | "signature" => &["hmac_signature", "request_signature"],
        "iam" | "iam_role" => &["cloud_role", "workload_identity"],
        "ssh" => &["ssh_key"],
        "psk" => &["pre_shared_key"],
        "login" | "credentials" | "user_password" | "username_password" => &["password"],
        "ldap" => &["ldap_bind"],
        "ip" | "allow_list" | "whitelist" | "ip_whitelist" | "ip_allowlist" => &["ip_allow_list"],
        _ => &[],
    }
}

fn protocol(word: &str) -> &'static [&'static str] {
    match word {
        "http2" | "http_2" | "h2" | "rest" | "soap" | "graphql" | "json" | "api" => &["https"],
        "tls1" | "tls12" | "tls13" | "tls1_2" | "tls1_3" | "ssl" => &["tls"],
        "mutual_tls" => &["mtls"],
        "ws" | "websockets" => &["wss", "websocket"],
        "amqp_tls" => &["amqps"],
        "mqtt_tls" => &["mqtts"],
        "smtp_tls" => &["smtps", "smtp_starttls"],
        "imap_tls" => &["imaps"],
        "ldap_tls" => &["ldaps"],
        "ftps" | "scp" => &["sftp"],
        "pg" | "psql" => &["postgresql_tls", "postgresql"],
        "mssql" | "tds" => &["sql_server_tls", "sql_server"],
        "oracle" => &["oracle_net_tls", "oracle_net"],
        "bluetooth" => &["ble_secure", "ble"],
        "wifi" | "wlan" => &["wpa_enterprise", "wpa3_personal", "wpa2_personal", "wifi_open"],
        "vpn" => &["wireguard", "ipsec_esp"],
        "doh" => &["dns_https"],
        "dot" => &["dns_tls"],
        "git" => &["git_ssh", "git_https"],
        "snmp" => &["snmp_v3", "snmp_v2c"],
        _ => &[],
    }
}

fn class(word: &str) -> &'static [&'static str] {
    match word {
        "pii" | "personal_data" | "private" | "privacy" | "gdpr" | "user_data" => &["personal"],
        "phi" | "medical" | "ephi" => &["health"],
        "restricted" | "sensitive" | "high" => &["confidential", "secret"],
        "top_secret" | "credential" | "credentials" | "password" | "passwords" | "token" | "key" | "keys" => {
            &["secret"]
        }
        "pci" | "pan" | "card" | "credit_card" | "payment" => &["cardholder"],
        "proprietary" => &["trade_secret"],
        "open" | "unclassified" => &["public"],
        "anonymous" | "anonymised" | "anonymized" | "pseudonymised" | "pseudonymized" => &["pseudonymous"],
        _ => &[],
    }
}

fn tech_of_code(word: &str) -> Option<&'static [&'static str]> {
    Some(match word {
        "k8s" | "eks" | "aks" | "gke" | "openshift" => &["kubernetes"],
        "lambda" => &["aws_lambda", "serverless"],
        "function" | "functions" | "faas" | "cloud_function" => &["serverless"],
        "docker" | "podman" => &["container"],
        "vm" | "ec2" => &["virtual_machine"],
        "spa" | "react" | "angular" | "vue" => &["single_page_app"],
        "frontend" | "front_end" => &["single_page_app", "web_application"],
        "backend" | "back_end" => &["app_server", "rest_api"],
        "webapp" | "web_app" | "web" | "website" | "django" | "rails" => &["web_application"],
        "node" | "nodejs" | "java" | "spring" | "dotnet" => &["app_server"],
        "bff" => &["backend_for_frontend"],
        "rest" => &["rest_api"],
        "graphql" => &["graphql_api"],
        "grpc" => &["grpc_service"],
        "soap" => &["soap_service"],
        "service" => &["microservice"],
        "cron" | "cronjob" => &["scheduler", "batch_job"],
        "mobile" | "app" => &["mobile_app"],
        "ios" | "iphone" => &["ios_app"],
        "cli" => &["command_line"],
        "lb" | "alb" | "elb" => &["load_balancer"],
        "gateway" => &["api_gateway", "vpn_gateway"],
        "vpn" => &["vpn_gateway"],
        "jump_host" | "jumphost" | "jump_server" => &["bastion"],
        "apache" | "httpd" => &["apache_httpd"],
        "mail" | "smtp" => &["mail_server", "email_service"],
        "idp" | "sso" => &["identity_provider"],
        "ad" => &["active_directory"],
        "ldap" => &["ldap_directory"],
        "kms" => &["key_manager"],
        "secrets_manager" => &["secret_manager"],
        "ca" | "pki" => &["certificate_authority"],
        "ci" | "cicd" | "ci_cd" => &["ci_system"],
        "stripe" | "paypal" => &["payment_provider"],
        "ai" | "ml" => &["machine_learning"],
        "gpt" | "chatgpt" | "openai" => &["hosted_llm"],
        "iot" => &["iot_device"],
        _ => return None,
    })
}

fn tech_of_data(word: &str) -> Option<&'static [&'static str]> {
    Some(match word {
        "db" => &["database"],
        "sql" | "rds" => &["relational_database"],
        "nosql" => &["document_database", "key_value_store"],
        "pg" | "psql" => &["postgresql"],
        "mssql" => &["sql_server"],
        "oracle" => &["oracle_database"],
        "elastic" => &["elasticsearch"],
        "dwh" | "warehouse" => &["data_warehouse"],
        "queue" | "mq" => &["message_queue"],
        "broker" => &["message_broker"],
        "event_bus" | "eventbus" | "event_hub" | "stream" => &["event_stream"],
        "blob" | "blob_storage" | "bucket" | "object_storage" => &["object_store"],
        "s3_bucket" => &["s3"],
        "file" | "files" | "filesystem" | "file_system" => &["local_file", "file_share"],
        "log" | "logs" | "logging" => &["log_store"],
        "backup" | "backups" => &["backup_storage"],
        "git" | "repo" | "repository" => &["git_repository"],
        "blockchain" => &["ledger"],
        "local_storage" | "localstorage" => &["browser_storage"],
        _ => return None,
    })
}

fn scheme(word: &str) -> &'static [&'static str] {
    match word {
        "mitre" | "mitre_attack" | "att_ck" | "ttp" => &["attack"],
        "owasp_top10" | "owasp_top_10" | "top10" => &["owasp"],
        "nist_800_53" | "nist_sp_800_53" => &["nist"],
        "pci" => &["pci_dss"],
        _ => &[],
    }
}
