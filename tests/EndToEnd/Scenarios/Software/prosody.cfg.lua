-- An XMPP server that demands STARTTLS, for the proofs of scenarios and of the doctor.
run_as_root = true
data_path = "FOLDER"
pidfile = "FOLDER/prosody.pid"
log = { info = "*console" }
modules_enabled = { "roster", "saslauth", "tls", "disco" }
modules_disabled = { "s2s" }
authentication = "internal_plain"
c2s_require_encryption = true
c2s_ports = { 5222 }
c2s_interfaces = { ADDRESSES }
ssl = { key = "FOLDER/key.pem", certificate = "FOLDER/certificate.pem" }
VirtualHost "pbx.example"
