package io.headrace.webrtc.dtls;

import io.headrace.webrtc.srtp.ProtectionProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;

/** Our end of a handshake that we begin, since the peer's description awaits it (RFC 5763 section 5). */
@SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // the library's own types
final class ClientEnd extends DefaultTlsClient {

    private final Identity identity;
    private final Fingerprint peer;
    private final Duration within;
    private Optional<ProtectionProfile> profile = Optional.empty();
    private Optional<SrtpKeys> keys = Optional.empty();

    ClientEnd(Identity identity, Fingerprint peer, Duration within) {
        super(identity.crypto());
        this.identity = identity;
        this.peer = peer;
        this.within = within;
    }

    SrtpKeys keys() throws IOException {
        return keys.orElseThrow(() -> new TlsFatalAlert(AlertDescription.internal_error));
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return (int) within.toMillis();
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    public Hashtable getClientExtensions() throws IOException {
        var extensions = Optional.ofNullable(super.getClientExtensions()).orElseGet(Hashtable::new);
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(ProtectionProfile.ids(), new byte[0]));
        return extensions;
    }

    @Override
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        var chosen = TlsSRTPUtils.getUseSRTPExtension(extensions);
        profile = chosen == null ? Optional.empty() : ProtectionProfile.bestOf(chosen.getProtectionProfiles());
        if (profile.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                PeerCertificate.check(shown.getCertificate(), peer);
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return identity.signer(context);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        keys = Optional.of(SrtpKeys.export(context, profile.orElseThrow(), false));
    }
}
