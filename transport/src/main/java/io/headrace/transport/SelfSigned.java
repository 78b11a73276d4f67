package io.headrace.transport;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates of the form that the network's nodes show (wire protocol section 1.3). */
final class SelfSigned {
    static final Duration VALIDITY = Duration.ofHours(8765);
    /** How long before its end a certificate is made anew. */
    static final Duration RENEWAL = Duration.ofDays(30);

    private SelfSigned() {}

    /**
     * P-256; the one name is the host as a DNS name, even where it is an IP address. The subject has an organisation,
     * because JDKs refuse a certificate whose issuer is empty.
     */
    static ServerCertificate make(String host, Instant now) {
        try {
            var random = new SecureRandom();
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            var node = new X500Name("O=Headrace");
            var builder = new JcaX509v3CertificateBuilder(
                    node,
                    new BigInteger(128, random),
                    Date.from(now),
                    Date.from(now.plus(VALIDITY)),
                    node,
                    pair.getPublic());
            describe(builder, host);
            var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new ServerCertificate(new JcaX509CertificateConverter().getCertificate(signed), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("Every JDK can make a P-256 certificate for " + host, impossible);
        }
    }

    private static void describe(JcaX509v3CertificateBuilder builder, String host) throws IOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
    }
}
