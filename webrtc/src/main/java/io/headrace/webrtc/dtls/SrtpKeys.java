package io.headrace.webrtc.dtls;

import io.headrace.webrtc.srtp.MasterKey;
import io.headrace.webrtc.srtp.ProtectionProfile;
import java.util.Arrays;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;

/**
 * What protects media after a handshake.
 *
 * @param ours for what we send
 * @param theirs for what comes
 */
public record SrtpKeys(ProtectionProfile profile, MasterKey ours, MasterKey theirs) {

    /** RFC 5764 section 4.2: the client's key, the server's, the client's salt, the server's. */
    static SrtpKeys export(TlsContext context, ProtectionProfile profile, boolean weAreServer) {
        int key = ProtectionProfile.KEY_LENGTH;
        int salt = profile.saltLength();
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
        var client = MasterKey.of(
                profile, Arrays.copyOfRange(material, 0, key), Arrays.copyOfRange(material, 2 * key, 2 * key + salt));
        var server = MasterKey.of(
                profile,
                Arrays.copyOfRange(material, key, 2 * key),
                Arrays.copyOfRange(material, 2 * key + salt, 2 * (key + salt)));
        return weAreServer ? new SrtpKeys(profile, server, client) : new SrtpKeys(profile, client, server);
    }
}
