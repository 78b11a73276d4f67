package io.headrace.webrtc.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StunTest {

    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

    /** RFC 5769 section 2.1. */
    private static final byte[] REQUEST = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae"
                    + "802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff"
                    + "80290008932ff9b151263b36"
                    + "000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                    + "80280004e57a3bcf");

    private static final HexFormat HEX = HexFormat.of();

    private static BindingRequest request() {
        return BindingRequest.parse(ByteBuffer.wrap(REQUEST)).orElseThrow();
    }

    @Test
    void readsTheRequestOfTheStandard() {
        assertThat(request().localFragment()).isEqualTo("evtj");
        assertThat(request().nominates()).isFalse();
        assertThat(request().isAuthentic(PASSWORD)).isTrue();
        assertThat(request().isAuthentic("another")).isFalse();
    }

    @Test
    void believesNothingThatWasTouched() {
        for (int i = 0; i < REQUEST.length - 8; i++) {
            byte[] touched = REQUEST.clone();
            touched[i] ^= 1;

            assertThat(BindingRequest.parse(ByteBuffer.wrap(touched)).filter(each -> each.isAuthentic(PASSWORD)))
                    .as("byte %d", i)
                    .isEmpty();
        }
        for (int length = 0; length < REQUEST.length; length++) {
            assertThat(BindingRequest.parse(ByteBuffer.wrap(REQUEST, 0, length)))
                    .as("cut to %d bytes", length)
                    .isEmpty();
        }
    }

    /** The address is that of RFC 5769 sections 2.2 and 2.3. */
    @Test
    void tellsWhereTheRequestCameFrom() throws Exception {
        var four = answer("192.0.2.1");
        var six = answer("2001:db8:1234:5678:11:2233:4455:6677");

        assertThat(four).startsWith("0101002c2112a442b7e7a701bc34d686fa87dfae" + "002000080001a147e112a643");
        assertThat(six)
                .startsWith("010100382112a442b7e7a701bc34d686fa87dfae"
                        + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    private static String answer(String address) throws Exception {
        var from = new InetSocketAddress(InetAddress.getByName(address), 32853);
        var response = BindingResponse.to(request(), from, PASSWORD);
        assertVouchedFor(response);
        return HEX.formatHex(response);
    }

    /** The integrity covers what stands before it, under the length that the message has with it. */
    private static void assertVouchedFor(byte[] response) {
        int integrity = response.length - 8 - 24;
        byte[] signed = Arrays.copyOf(response, integrity);
        ByteBuffer.wrap(signed).putShort(2, (short) (integrity + 24 - 20));
        assertThat(Arrays.copyOfRange(response, integrity + 4, integrity + 24))
                .isEqualTo(Stun.integrity(signed, PASSWORD));
        assertThat(ByteBuffer.wrap(response).getInt(response.length - 4))
                .isEqualTo(Stun.fingerprint(ByteBuffer.wrap(response, 0, response.length - 8)));
    }
}
