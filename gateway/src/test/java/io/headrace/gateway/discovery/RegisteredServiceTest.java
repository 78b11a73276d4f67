package io.headrace.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.discovery.RegisteredService.At;
import io.headrace.gateway.discovery.RegisteredService.Refused;
import io.headrace.transport.address.HostNames;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegisteredServiceTest {

    private static final HostNames OUTSIDE = host -> List.of(InetAddress.ofLiteral("93.184.216.34"));
    private static final HostNames LITERAL = host -> List.of(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));

    @ParameterizedTest
    @CsvSource({
        "https://alder.test:8935, https://alder.test:8935",
        "HTTPS://Alder.Test:8935/, https://alder.test:8935",
        "http://alder.test, http://alder.test",
        "https://alder.test/node/1/, https://alder.test/node/1",
        "https://[2606:2800:220:1::1]:8935, https://[2606:2800:220:1::1]:8935"
    })
    void readsAPlace(String written, String place) {
        assertThat(RegisteredService.read(written, Reach.PUBLIC, OUTSIDE)).isEqualTo(new At(URI.create(place)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alder.test:8935",
                "ftp://alder.test",
                "file:///etc/passwd",
                "https://",
                "https:///path",
                "https://user:pw@alder.test",
                "https://alder.test?next=1",
                "https://alder.test#x",
                "https://alder.test:99999",
                "https://0x7f.1",
                "https://al der.test",
                "https://alder_test\u0000"
            })
    void refusesWhatIsNone(String written) {
        assertThat(RegisteredService.read(written, Reach.ANYWHERE, OUTSIDE)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8935",
                "https://10.1.2.3",
                "https://172.31.255.255",
                "https://192.168.1.1",
                "https://169.254.169.254",
                "https://100.64.0.1",
                "https://0.0.0.0",
                "https://255.255.255.255",
                "https://[::1]:8935",
                "https://[fd00::1]",
                "https://[fe80::1]",
                "https://[::ffff:10.0.0.1]",
                "https://[64:ff9b::a00:1]",
                "https://[2002:a00:1::]"
            })
    void isNotSentIntoTheOperatorsOwnNetwork(String written) {
        assertThat(RegisteredService.read(written, Reach.PUBLIC, LITERAL))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).contains("not public"));
        assertThat(RegisteredService.read(written, Reach.ANYWHERE, LITERAL)).isInstanceOf(At.class);
    }

    @Test
    void refusesANameWithOneAddressInside() {
        HostNames both = host -> List.of(InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("10.0.0.7"));

        assertThat(RegisteredService.read("https://alder.test", Reach.PUBLIC, both))
                .isEqualTo(new Refused("\"https://alder.test\" leads to 10.0.0.7, which is not public"));
    }

    @Test
    void refusesANameThatLeadsNowhere() {
        HostNames nowhere = host -> {
            throw new UnknownHostException(host);
        };

        assertThat(RegisteredService.read("https://alder.test", Reach.PUBLIC, nowhere))
                .isInstanceOf(Refused.class);
    }

    @Test
    void showsNoMoreOfAStrangersTextThanATerminalBears() {
        var refused = (Refused) RegisteredService.read("\u001b[2J" + "x".repeat(5_000), Reach.PUBLIC, OUTSIDE);

        assertThat(refused.why()).startsWith("\"?[2Jxxx").hasSizeLessThan(150);
    }
}
