package io.headrace.webrtc.dtls;

import io.headrace.webrtc.srtp.ProtectionProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/** Our end of a handshake that the peer begins (RFC 5764 section 4.1). */
@SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // the library's own types
final class ServerEnd extends DefaultTlsServer {

    private static final int[] SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
    };

    private final Identity identity;
    private final Fingerprint peer;
    private final Duration within;
    private Optional<ProtectionProfile> profile = Optional.empty();
    private Optional<SrtpKeys> keys = Optional.empty();

    ServerEnd(Identity identity, Fingerprint peer, Duration within) {
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
    protected int[] getSupportedCipherSuites() {
        return SUITES.clone();
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return identity.signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
                null);
    }

    @Override
    public void notifyClientCertificate(Certificate shown) throws IOException {
        PeerCertificate.check(shown, peer);
    }

    @Override
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        var offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
        profile = offered == null ? Optional.empty() : ProtectionProfile.bestOf(offered.getProtectionProfiles());
        if (profile.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    @Override
    public Hashtable getServerExtensions() throws IOException {
        var extensions = Optional.ofNullable(super.getServerExtensions()).orElseGet(Hashtable::new);
        int[] chosen = {profile.orElseThrow().id()};
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(chosen, new byte[0]));
        return extensions;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        keys = Optional.of(SrtpKeys.export(context, profile.orElseThrow(), true));
    }
}
