package io.headrace.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Where a node keeps what it shows to peers: {@code cert.pem} and {@code key.pem} in its data directory. Kept across
 * restarts, so that a peer can recognise it; made anew only when it is missing, unreadable, for another host, or about
 * to expire. An operator may put a certificate of an authority there instead, with its key in PKCS#8.
 */
public final class CertificateFolder {
    private static final String CERTIFICATE = "cert.pem";
    private static final String KEY = "key.pem";
    private static final int DNS_NAME = 2;

    private final Path folder;

    public CertificateFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * @param host the host part of the address under which peers know this node, even if it is an IP address
     * @throws IOException when the folder cannot be written
     */
    public ServerCertificate certificateFor(String host, Instant now) throws IOException {
        var kept = read().filter(certificate -> isFor(host, certificate.certificate(), now));
        if (kept.isPresent()) {
            return kept.get();
        }
        var made = SelfSigned.make(host, now);
        write(made);
        return made;
    }

    private Optional<ServerCertificate> read() throws IOException {
        if (!Files.exists(folder.resolve(CERTIFICATE)) || !Files.exists(folder.resolve(KEY))) {
            return Optional.empty();
        }
        try {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(folder.resolve(CERTIFICATE))));
            return Optional.of(new ServerCertificate(certificate, key(Files.readString(folder.resolve(KEY)))));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static boolean isFor(String host, X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now.plus(SelfSigned.RENEWAL)));
            var names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            return names.stream().anyMatch(name -> name.get(0).equals(DNS_NAME) && host.equals(name.get(1)));
        } catch (CertificateException expiredOrOdd) {
            return false;
        }
    }

    private void write(ServerCertificate made) throws IOException {
        Files.createDirectories(folder);
        try {
            replace(KEY, pem("PRIVATE KEY", made.key().getEncoded()), "rw-------");
            replace(CERTIFICATE, pem("CERTIFICATE", made.certificate().getEncoded()), "rw-r--r--");
        } catch (CertificateException impossible) {
            throw new IllegalStateException("A certificate just made can be encoded", impossible);
        }
    }

    private void replace(String name, String content, String permissions) throws IOException {
        var attributes = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        var temporary = Files.createTempFile(folder, name, ".new", attributes);
        Files.write(temporary, content.getBytes(US_ASCII));
        Files.move(temporary, folder.resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private static String pem(String type, byte[] encoded) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
