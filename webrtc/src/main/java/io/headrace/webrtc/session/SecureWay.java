package io.headrace.webrtc.session;

import io.headrace.webrtc.dtls.SrtpKeys;
import io.headrace.webrtc.rtp.RtcpCompound;
import io.headrace.webrtc.rtp.RtpPacket;
import io.headrace.webrtc.srtp.SrtpReceiver;
import io.headrace.webrtc.srtp.SrtpSender;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The way to a peer once there are keys. For the session's thread. */
public final class SecureWay {

    private final SrtpSender sender;
    private final SrtpReceiver receiver;
    private final Consumer<byte[]> wire;

    public SecureWay(SrtpKeys keys, Consumer<byte[]> wire) {
        this.sender = new SrtpSender(keys.profile(), keys.ours());
        this.receiver = new SrtpReceiver(keys.profile(), keys.theirs());
        this.wire = wire;
    }

    /** Seals and sends a packet. @return what was sent, in case it has to be sent again */
    public byte[] send(RtpPacket packet) {
        return send(packet.bytes(SrtpSender.OVERHEAD), packet.length());
    }

    /** The same, with the moment at which it leaves. */
    public byte[] send(RtpPacket packet, int sendTimeExtension, long nowNanos) {
        byte[] bytes = packet.stamped(sendTimeExtension, nowNanos, SrtpSender.OVERHEAD);
        return send(bytes, packet.length() + RtpPacket.STAMP);
    }

    private byte[] send(byte[] bytes, int plain) {
        int length = sender.rtp(bytes, plain);
        byte[] sealed = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        wire.accept(sealed);
        return sealed;
    }

    /** Sends what was sent before. */
    public void sendAgain(byte[] sealed) {
        wire.accept(sealed);
    }

    public void send(RtcpCompound compound) {
        byte[] bytes = compound.bytes(SrtpSender.OVERHEAD);
        int length = sender.rtcp(bytes, compound.length());
        wire.accept(Arrays.copyOf(bytes, length));
    }

    OptionalInt openMedia(byte[] packet) {
        return receiver.rtp(packet, packet.length);
    }

    OptionalInt openReport(byte[] packet) {
        return receiver.rtcp(packet, packet.length);
    }
}
