package io.headrace.gateway.realtime.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullRulesTest {

    private static final Map<String, List<String>> NAMES = Map.of(
            "127.0.0.1", List.of("127.0.0.1"),
            "cameras.example", List.of("203.0.113.9", "10.1.2.3"),
            "six.example", List.of("2001:db8::7"),
            "inside.example", List.of("192.168.1.1"));

    private static PullRules rules(String... ranges) {
        return new PullRules(
                AddressRules.only(Stream.of(ranges).map(AddressRange::parse).toList()), PullRulesTest::addresses, 1);
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        if (!NAMES.containsKey(host)) {
            throw new UnknownHostException(host);
        }
        return NAMES.get(host).stream().map(InetAddress::ofLiteral).toList();
    }

    @Test
    void connectsToWhatWasLookedUpAndTellsTheServerTheName() throws Exception {
        var place = rules("10.0.0.0/8").place(URI.create("rtmp://cameras.example:1936/live/film?token=a"));

        assertThat(place.address()).isEqualTo(URI.create("rtmp://10.1.2.3:1936/live/film?token=a"));
        assertThat(place.tcUrl()).isEqualTo("rtmp://cameras.example:1936/live");
    }

    @Test
    void putsALongAddressInBrackets() throws Exception {
        var place = rules("2001:db8::/32").place(URI.create("rtmp://six.example/live/film"));

        assertThat(place.address().getHost()).isEqualTo("[2001:db8:0:0:0:0:0:7]");
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://cameras.example/live/film, 403",
        "rtmp://inside.example/live/film, 403",
        "rtmp://nowhere.example/live/film, 400",
        "rtmp://name:word@127.0.0.1/live/film, 400",
        "http://127.0.0.1/live/film, 400",
        "file:///etc/passwd, 400",
        "rtmp:film, 400"
    })
    void refusesWhatIsElsewhere(String address, int status) {
        assertThatThrownBy(() -> rules("127.0.0.0/8").place(URI.create(address)))
                .isInstanceOfSatisfying(
                        PullRefused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }
}
