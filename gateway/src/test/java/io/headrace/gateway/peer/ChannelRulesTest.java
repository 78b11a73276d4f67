package io.headrace.gateway.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.wire.realtime.ChannelPoint;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelRulesTest {

    private static final URI SERVICE = URI.create("https://10.1.2.3:8935");

    private static final Map<String, List<String>> NAMES = Map.of(
            "10.1.2.3", List.of("10.1.2.3"),
            "orch.lan", List.of("10.1.2.3"),
            "public.example", List.of("93.184.215.14"),
            "six.example", List.of("2606:2800:220:1:248:1893:25c8:1946"),
            "half.example", List.of("93.184.215.14", "10.9.9.9"),
            "169.254.169.254", List.of("169.254.169.254"),
            "[::1]", List.of("::1"));

    private final ChannelRules rules = new ChannelRules(ChannelRulesTest::addresses);

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        if (!NAMES.containsKey(host)) {
            throw new UnknownHostException(host);
        }
        return NAMES.get(host).stream().map(InetAddress::ofLiteral).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "/ai/trickle/m1,                         https://10.1.2.3:8935/ai/trickle/m1",
        "https:///ai/trickle/m1,                 https://10.1.2.3:8935/ai/trickle/m1",
        "http:///ai/trickle/m1,                  https://10.1.2.3:8935/ai/trickle/m1",
        "https://10.1.2.3:8935/ai/trickle/m1,    https://10.1.2.3:8935/ai/trickle/m1",
        "http://10.1.2.3:9000/m1,                http://10.1.2.3:9000/m1",
        "https://orch.lan:8935/ai/trickle/m1,    https://10.1.2.3:8935/ai/trickle/m1",
        "https://public.example/ai/trickle/m1,   https://93.184.215.14/ai/trickle/m1",
        "https://six.example:9000/m1,            https://[2606:2800:220:1:248:1893:25c8:1946]:9000/m1",
    })
    void takesTheOrchestratorsOwnAndWhatIsPublic(String named, String whole) throws Exception {
        var channel = rules.at(SERVICE, new ChannelPoint(named, "secret"));

        assertThat(channel).isEqualTo(new ChannelPoint(whole, "secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://10.1.2.3/m1,                    is neither http nor https",
        "m1,                                   is neither http nor https",
        "//10.1.2.3/m1,                        is neither http nor https",
        "'',                                   is neither http nor https",
        "http:m1,                              names no host and port",
        "http://10.1.2.3:99999/m1,             names no host and port",
        "http://10.1.2.3/a b,                  is no address",
        "http://10.1.2.3:port/m1,              names no host and port",
        "http://name@10.1.2.3/m1,              'has a user, a query or a fragment'",
        "http://10.1.2.3/m1?a=b,               'has a user, a query or a fragment'",
        "/m1?a=b,                              'has a user, a query or a fragment'",
        "http://10.1.2.3/m1#a,                 'has a user, a query or a fragment'",
        "http://10.1.2.3,                      does not end with a name",
        "/ai/trickle/,                         does not end with a name",
        "http://169.254.169.254/latest,        leads to 169.254.169.254",
        "http://[::1]:7935/m1,                 leads to 0:0:0:0:0:0:0:1",
        "http://half.example/m1,               leads to 10.9.9.9",
        "http://nowhere.example/m1,            has a host whose name leads nowhere",
    })
    void refusesWhatIsNoAddressAndWhatLeadsInside(String named, String why) {
        var refused = refusal(named);

        assertThat(refused.reason()).isEqualTo(Reason.SESSION_REFUSED);
        assertThat(refused.sent()).isEqualTo(Sent.PERHAPS);
        assertThat(refused).hasMessageStartingWith(SERVICE + " names a channel at \"" + named + "\", which " + why);
    }

    /** One who answers differently the second time is not asked a second time. */
    @Test
    void looksANameUpOnce() throws Exception {
        var asked = new AtomicInteger();
        var turning = new ChannelRules(host -> List.of(InetAddress.ofLiteral(
                host.equals("turns.example")
                        ? asked.getAndIncrement() == 0 ? "93.184.215.14" : "169.254.169.254"
                        : host)));

        var channel = turning.at(SERVICE, ChannelPoint.open("http://turns.example/m1"));

        assertThat(channel.url()).isEqualTo("http://93.184.215.14/m1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void showsALongOrOddAddressInOneShortLine() {
        assertThat(refusal("ftp://" + "x".repeat(10_000)))
                .extracting(Throwable::getMessage)
                .satisfies(text -> assertThat(text).hasSizeLessThan(350));
        assertThat(refusal("ftp://a\n\u001b[31mb")).hasMessageContaining("\"ftp://a??[31mb\"");
    }

    private PeerException refusal(String named) {
        return catchThrowableOfType(PeerException.class, () -> rules.at(SERVICE, ChannelPoint.open(named)));
    }
}
