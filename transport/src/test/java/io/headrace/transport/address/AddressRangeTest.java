package io.headrace.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.216.34",
                "100.63.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "198.17.255.255",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "::ffff:8.8.8.8"
            })
    void knowsAddressesOfThePublicInternet(String address) {
        assertThat(AddressRange.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "100::1",
                "4000::1",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1"
            })
    void takesAllOthersForOurOwnNeighbourhood(String address) {
        assertThat(AddressRange.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void holdsWhatBeginsAlike() {
        var range = AddressRange.parse("10.1.0.0/15");

        assertThat(range.contains(InetAddress.ofLiteral("10.0.0.0"))).isTrue();
        assertThat(range.contains(InetAddress.ofLiteral("10.1.255.255"))).isTrue();
        assertThat(range.contains(InetAddress.ofLiteral("10.2.0.0"))).isFalse();
        assertThat(range.contains(InetAddress.ofLiteral("a01::"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "my-host/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/eight", "::/129"})
    void isAnAddressWithItsBits(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "127.0.0.1/32", "0:0:0:0:0:0:0:1/128"})
    void isWrittenAsItIsRead(String text) {
        assertThat(AddressRange.parse(text).text()).isEqualTo(text);
    }
}
