package io.headrace.webrtc.dtls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.TlsFatalAlert;

/** Whether a peer is the one of its description: no authority vouches for it (RFC 8122 section 6.2). */
final class PeerCertificate {

    private PeerCertificate() {}

    static void check(Certificate shown, Fingerprint expected) throws IOException {
        if (shown.isEmpty()
                || !Fingerprint.of(shown.getCertificateAt(0).getEncoded()).equals(expected)) {
            throw new TlsFatalAlert(
                    AlertDescription.bad_certificate, "The peer's certificate is not the one of its description");
        }
    }
}
