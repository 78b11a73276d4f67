package io.headrace.transport;

import java.security.Provider;
import java.security.Security;

/**
 * Lets this process read the certificates of existing nodes, which name neither issuer nor subject: JDKs refuse them
 * while they parse, before any trust manager is asked, so that no connection to such a node would come about (wire
 * protocol section 1.3). Certificates that the JDK reads are read by the JDK as before.
 */
final class IssuerlessCertificates extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "HeadraceIssuerless";

    private IssuerlessCertificates() {
        super(NAME, "1", "X.509 certificates without an issuer");
        // Under this name TLS looks for it; key stores use the alias, and keep the JDK's.
        put("CertificateFactory.X.509", IssuerlessX509Factory.class.getName());
    }

    /** Once is enough; a second call changes nothing. */
    static void accept() {
        Security.insertProviderAt(new IssuerlessCertificates(), 1);
    }
}
