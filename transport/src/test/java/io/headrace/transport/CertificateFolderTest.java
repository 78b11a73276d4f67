package io.headrace.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir
    Path data;

    @Test
    void makesTheCertificateThatNodesShow() throws Exception {
        var certificate = folder().certificateFor("127.0.0.1", NOW).certificate();

        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "127.0.0.1"));
        assertThat(((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength())
                .isEqualTo(256);
        assertThat(Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofHours(8765));
        assertThat(certificate.getBasicConstraints()).isNotNegative();
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getKeyUsage()[0]).isTrue();
        assertThat(certificate.getKeyUsage()[5]).isTrue();
    }

    @Test
    void keepsItAcrossRestarts() throws Exception {
        var first = folder().certificateFor("orch.example", NOW);

        var second = folder().certificateFor("orch.example", NOW.plus(Duration.ofDays(100)));

        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(second.key().getEncoded()).isEqualTo(first.key().getEncoded());
    }

    @Test
    void makesANewOneForAnotherHostOrShortlyBeforeItsEnd() throws Exception {
        var first = folder().certificateFor("orch.example", NOW).certificate();

        var moved = folder().certificateFor("other.example", NOW).certificate();
        var renewed = folder().certificateFor("other.example", NOW.plus(Duration.ofDays(350)))
                .certificate();

        assertThat(moved).isNotEqualTo(first);
        assertThat(renewed).isNotEqualTo(moved);
    }

    @Test
    void makesANewOneWhenTheFilesAreSpoilt() throws Exception {
        folder().certificateFor("orch.example", NOW);
        Files.writeString(data.resolve("key.pem"), "spoilt");

        assertThat(folder().certificateFor("orch.example", NOW).key()).isNotNull();
    }

    @Test
    void showsTheKeyToNobodyElse() throws Exception {
        folder().certificateFor("orch.example", NOW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("key.pem"))))
                .isEqualTo("rw-------");
    }

    private CertificateFolder folder() {
        return new CertificateFolder(data);
    }
}
