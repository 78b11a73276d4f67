package io.headrace.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRange INSIDE = AddressRange.parse("10.1.0.0/16");
    private static final HostNames BOTH =
            host -> List.of(InetAddress.ofLiteral("10.1.2.3"), InetAddress.ofLiteral("93.184.216.34"));

    @Test
    void allowWhatIsPublicAndWhatIsDeclared() {
        var rules = AddressRules.publicAnd(List.of(INSIDE, AddressRange.parse("fd00::1")));

        for (var allowed : List.of("8.8.8.8", "10.1.2.3", "fd00::1")) {
            assertThat(rules.allows(InetAddress.ofLiteral(allowed))).as(allowed).isTrue();
        }
        for (var forbidden : List.of("10.2.0.1", "127.0.0.1", "169.254.169.254", "fd00::2", "100.64.0.1")) {
            assertThat(rules.allows(InetAddress.ofLiteral(forbidden)))
                    .as(forbidden)
                    .isFalse();
        }
    }

    @Test
    void allowNothingPublicWhenOnlyWhatIsDeclaredIsMeant() {
        var rules = AddressRules.only(List.of(INSIDE));

        assertThat(rules.allows(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(rules.allows(InetAddress.ofLiteral("8.8.8.8"))).isFalse();
    }

    @Test
    void resolveToTheFirstAddressThatIsAllowed() throws Exception {
        var uri = URI.create("https://both.example/a");

        assertThat(AddressRules.PUBLIC.resolve(uri, BOTH))
                .hasValueSatisfying(
                        found -> assertThat(found.address()).isEqualTo(InetAddress.ofLiteral("93.184.216.34")));
        assertThat(AddressRules.only(List.of()).resolve(uri, BOTH)).isEmpty();
    }

    @Test
    void tellWhichAddressOfANameIsNotAllowed() throws Exception {
        assertThat(AddressRules.PUBLIC.forbidden("both.example", BOTH)).contains(InetAddress.ofLiteral("10.1.2.3"));
        assertThat(AddressRules.publicAnd(List.of(INSIDE)).forbidden("both.example", BOTH))
                .isEmpty();
    }

    @Test
    void doNotGuessAboutANameThatLeadsNowhere() {
        HostNames nowhere = host -> {
            throw new UnknownHostException(host);
        };

        assertThatThrownBy(() -> AddressRules.PUBLIC.resolve(URI.create("http://a.example"), nowhere))
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example:9000/base", "http://app.example:9000/base/"})
    void connectToTheAddressThatWasChecked(String base) {
        var place = new ResolvedUri(URI.create(base), InetAddress.ofLiteral("8.8.8.8"));

        assertThat(place.numbered()).isEqualTo(URI.create(base.replace("app.example", "8.8.8.8")));
        assertThat(place.resource("a b/c?d")).isEqualTo(URI.create("http://8.8.8.8:9000/base/a%20b/c%3Fd"));
        assertThat(place.authority()).isEqualTo("app.example:9000");
    }

    @Test
    void keepWhatWasWrittenBehindTheHost() {
        var place = new ResolvedUri(URI.create("https://six.example/a%2Fb?c=%20d#e"), InetAddress.ofLiteral("2606::1"));

        assertThat(place.numbered()).isEqualTo(URI.create("https://[2606:0:0:0:0:0:0:1]/a%2Fb?c=%20d"));
        assertThat(place.authority()).isEqualTo("six.example");
    }
}
