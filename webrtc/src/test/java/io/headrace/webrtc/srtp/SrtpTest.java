package io.headrace.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One end sends, the other receives. */
class SrtpTest {

    private static final int SSRC = 0x1234_5678;

    private static MasterKey key(ProtectionProfile profile) {
        byte[] key = new byte[16];
        Arrays.fill(key, (byte) 7);
        byte[] salt = new byte[profile.saltLength()];
        Arrays.fill(salt, (byte) 9);
        return MasterKey.of(profile, key, salt);
    }

    /** A packet with one contributing source and one header extension, so that its header is not the shortest. */
    private static byte[] packet(int ssrc, int sequence, int payload) {
        var bytes = ByteBuffer.allocate(24 + payload + SrtpSender.OVERHEAD);
        bytes.put((byte) 0x91).put((byte) 96).putShort((short) sequence).putInt(sequence * 3000);
        bytes.putInt(ssrc)
                .putInt(5)
                .putShort((short) 0xBEDE)
                .putShort((short) 1)
                .putInt(0x10010203);
        for (int i = 0; i < payload; i++) {
            bytes.put((byte) (sequence + i));
        }
        return bytes.array();
    }

    private static byte[] sent(SrtpSender sender, byte[] packet) {
        return Arrays.copyOf(packet, sender.rtp(packet, packet.length - SrtpSender.OVERHEAD));
    }

    private static OptionalInt received(SrtpReceiver receiver, byte[] packet) {
        return receiver.rtp(packet.clone(), packet.length);
    }

    @ParameterizedTest
    @EnumSource
    void opensWhatWasSealed(ProtectionProfile profile) {
        var sender = new SrtpSender(profile, key(profile));
        var receiver = new SrtpReceiver(profile, key(profile));
        for (int number = 65_500; number < 65_600; number++) {
            byte[] plain = packet(SSRC, number & 0xffff, number % 50);
            byte[] sealed = sent(sender, plain.clone());

            int length = receiver.rtp(sealed, sealed.length).orElseThrow();

            assertThat(Arrays.copyOf(sealed, length))
                    .as("packet %d, over the turn of its numbers", number)
                    .isEqualTo(Arrays.copyOf(plain, plain.length - SrtpSender.OVERHEAD));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesEachPacketOnceInAnyOrder(ProtectionProfile profile) {
        var sender = new SrtpSender(profile, key(profile));
        var receiver = new SrtpReceiver(profile, key(profile));
        byte[] first = sent(sender, packet(SSRC, 1, 10));
        byte[] second = sent(sender, packet(SSRC, 2, 10));
        byte[] muchLater = sent(sender, packet(SSRC, 2 + ReplayWindow.SIZE, 10));

        assertThat(received(receiver, second)).isPresent();
        assertThat(received(receiver, first)).as("late").isPresent();
        assertThat(received(receiver, first)).as("again").isEmpty();
        assertThat(received(receiver, muchLater)).isPresent();
        assertThat(received(receiver, second)).as("too late to tell").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesNothingThatWasTouched(ProtectionProfile profile) {
        var random = new Random(1);
        byte[] good = sent(new SrtpSender(profile, key(profile)), packet(SSRC, 1, 40));
        for (int bit = 0; bit < good.length * 8; bit += 1 + random.nextInt(3)) {
            byte[] touched = good.clone();
            touched[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(received(new SrtpReceiver(profile, key(profile)), touched))
                    .as("bit %d turned", bit)
                    .isEmpty();
        }
        for (int length = 0; length < good.length; length++) {
            assertThat(new SrtpReceiver(profile, key(profile)).rtp(good.clone(), length))
                    .as("cut to %d bytes", length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotFilledByForgers(ProtectionProfile profile) {
        var receiver = new SrtpReceiver(profile, key(profile));
        for (int ssrc = 0; ssrc < 1_000; ssrc++) {
            assertThat(received(receiver, packet(ssrc, 1, 40))).isEmpty();
        }

        assertThat(received(receiver, sent(new SrtpSender(profile, key(profile)), packet(SSRC, 1, 10))))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void protectsReportsToo(ProtectionProfile profile) {
        var sender = new SrtpSender(profile, key(profile));
        var receiver = new SrtpReceiver(profile, key(profile));
        byte[] report = new byte[28 + SrtpSender.OVERHEAD];
        ByteBuffer.wrap(report).putInt(0x80C80006).putInt(SSRC).putLong(42);
        byte[] sealed = report.clone();
        int length = sender.rtcp(sealed, 28);
        byte[] again = Arrays.copyOf(sealed, length);
        byte[] touched = again.clone();
        touched[9] ^= 1;

        assertThat(new SrtpReceiver(profile, key(profile)).rtcp(touched, length))
                .isEmpty();
        assertThat(receiver.rtcp(sealed, length)).hasValue(28);
        assertThat(Arrays.copyOf(sealed, 28)).isEqualTo(Arrays.copyOf(report, 28));
        assertThat(receiver.rtcp(again, length)).as("again").isEmpty();
        for (int cut = 0; cut < length; cut++) {
            assertThat(new SrtpReceiver(profile, key(profile)).rtcp(again.clone(), cut))
                    .isEmpty();
        }
    }

    @Test
    void neverProtectsTwoPacketsWithOneNumber() {
        var profile = ProtectionProfile.AEAD_AES_128_GCM;
        var sender = new SrtpSender(profile, key(profile));
        sent(sender, packet(SSRC, 5, 10));

        assertThatThrownBy(() -> sent(sender, packet(SSRC, 5, 11))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void choosesTheBestProfileThatIsOffered() {
        assertThat(ProtectionProfile.bestOf(new int[] {1, 7})).contains(ProtectionProfile.AEAD_AES_128_GCM);
        assertThat(ProtectionProfile.bestOf(new int[] {2, 1})).contains(ProtectionProfile.AES128_CM_HMAC_SHA1_80);
        assertThat(ProtectionProfile.bestOf(new int[] {2, 8})).isEmpty();
    }
}
