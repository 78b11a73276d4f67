package io.headrace.webrtc.peer;

import io.headrace.webrtc.dtls.Fingerprint;

/**
 * What a test peer offers; a test changes one thing of it.
 *
 * @param direction {@code sendonly} or {@code recvonly}
 * @param setup {@code actpass} or {@code passive}
 * @param codec of the video
 * @param repairs whether packets that are sent again may come as a stream of their own
 */
public record PeerOffer(String direction, String setup, String codec, Fingerprint fingerprint, boolean repairs) {

    public static final int VIDEO = 102;
    public static final int REPAIR = 103;
    public static final int SOUND = 111;
    public static final int TRANSPORT_NUMBERS = 4;

    public PeerOffer with(Fingerprint other) {
        return new PeerOffer(direction, setup, codec, other, repairs);
    }

    public PeerOffer withCodec(String other) {
        return new PeerOffer(direction, setup, other, fingerprint, repairs);
    }

    public PeerOffer passive() {
        return new PeerOffer(direction, "passive", codec, fingerprint, repairs);
    }

    public PeerOffer withoutRepairs() {
        return new PeerOffer(direction, setup, codec, fingerprint, false);
    }

    public String text() {
        String offer = String.join(
                        "\n",
                        "v=0",
                        "o=- 1 2 IN IP4 127.0.0.1",
                        "s=-",
                        "t=0 0",
                        "a=group:BUNDLE 0 1",
                        section("audio", "0", SOUND + ""),
                        "a=rtpmap:111 opus/48000/2",
                        "a=fmtp:111 minptime=10;useinbandfec=1",
                        section("video", "1", VIDEO + " " + REPAIR),
                        "a=extmap:3 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
                        "a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
                        "a=rtpmap:102 " + codec + "/90000",
                        "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
                        "a=rtpmap:103 rtx/90000",
                        "a=fmtp:103 apt=102",
                        "")
                .replace("\n", "\r\n");
        return repairs ? offer : offer.replace("a=rtpmap:103 rtx/90000\r\na=fmtp:103 apt=102\r\n", "");
    }

    private String section(String kind, String mid, String types) {
        return String.join(
                "\n",
                "m=" + kind + " 9 UDP/TLS/RTP/SAVPF " + types,
                "c=IN IP4 0.0.0.0",
                "a=ice-ufrag:peer",
                "a=ice-pwd:peerpeerpeerpeerpeerpeer",
                "a=fingerprint:" + fingerprint,
                "a=setup:" + setup,
                "a=mid:" + mid,
                "a=" + direction,
                "a=rtcp-mux");
    }
}
