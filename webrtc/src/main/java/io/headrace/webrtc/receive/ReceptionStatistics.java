package io.headrace.webrtc.receive;

import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.rtp.RtcpCompound;
import io.headrace.webrtc.rtp.RtpPacket;

/** Counts how one stream arrives, for the reports to its sender (RFC 3550 sections 6.4.1, A.3 and A.8). For one thread. */
final class ReceptionStatistics {

    private final int rate;
    private boolean begun;
    private long first;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long jitterTimes16;
    private int lastTransit;
    private int lastReport;
    private long lastReportNanos;

    /** @param rate of the stream's clock */
    ReceptionStatistics(int rate) {
        this.rate = rate;
    }

    void packet(RtpPacket packet, long nowNanos) {
        int transit = (int) (nowNanos / 1_000 * rate / 1_000_000) - packet.timestamp();
        if (begun) {
            highest = Math.max(highest, highest + (short) (packet.sequence() - (int) highest));
            jitterTimes16 += Math.abs((long) (transit - lastTransit)) - ((jitterTimes16 + 8) >> 4);
        } else {
            begun = true;
            first = packet.sequence();
            highest = first;
        }
        lastTransit = transit;
        received++;
    }

    void senderReport(Rtcp.Message.SenderReport report, long nowNanos) {
        lastReport = report.ntp();
        lastReportNanos = nowNanos;
    }

    /** What to tell about the time since the last report. */
    RtcpCompound.Reception report(int ssrc, long nowNanos) {
        long expected = highest - first + 1;
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
        long since = lastReport == 0 ? 0 : (nowNanos - lastReportNanos) / 1_000 * 65_536 / 1_000_000;
        return new RtcpCompound.Reception(
                ssrc, fraction, Math.max(0, expected - received), highest, jitterTimes16 >> 4, lastReport, since);
    }
}
