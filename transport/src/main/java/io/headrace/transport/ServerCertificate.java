package io.headrace.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** What a server shows of itself. */
public record ServerCertificate(X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
        return "certificate " + certificate.getSerialNumber().toString(16) + " valid until "
                + certificate.getNotAfter().toInstant();
    }
}
