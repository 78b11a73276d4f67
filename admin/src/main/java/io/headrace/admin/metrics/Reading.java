package io.headrace.admin.metrics;

/** What a node knows of itself at any moment: all that may be bound with {@link Gauges#bind}. */
public enum Reading {
    MAX_SESSIONS("livepeer_max_sessions_total", "Sessions that fit in"),
    ORCHESTRATOR_SESSIONS("livepeer_current_sessions_total", "Streams being transcoded"),
    DEPOSIT("livepeer_gateway_deposit", "Deposit with the ticket broker, in gwei"),
    RESERVE("livepeer_gateway_reserve", "Reserve with the ticket broker, in gwei"),
    MAX_TRANSCODING_PRICE("livepeer_max_transcoding_price", "The most that is paid, in wei per pixel"),
    TRANSCODING_PRICE("livepeer_transcoding_price", "What is asked, in wei per pixel"),
    CURRENCY_PRICE("headrace_price_in_currency", "What is asked, per pixel, in the currency it was written in"),
    SUGGESTED_GAS_PRICE("livepeer_suggested_gas_price", "Gas price for redemptions, in gwei"),
    WORKERS("livepeer_transcoders_number", "Workers connected"),
    WORKERS_CAPACITY("livepeer_transcoders_capacity", "Units they can work on at once"),
    WORKERS_LOAD("livepeer_transcoders_load", "Units they work on"),
    UNITS_HELD("headrace_units_held", "Units admitted and not answered yet"),
    LIVE_STREAMS("headrace_live_streams", "Streams being published to this gateway"),
    RTMP_CONNECTIONS("headrace_rtmp_connections", "Open RTMP connections"),
    WEBRTC_PUBLISHERS("headrace_webrtc_publishers", "Streams being relayed in real time"),
    WEBRTC_VIEWERS("headrace_webrtc_viewers", "Viewers of streams that are relayed in real time"),
    WEBRTC_SESSIONS("headrace_webrtc_sessions", "WHIP and WHEP sessions, those that are not connected yet included"),
    LIVE_PICTURES_IN("headrace_live_pictures_in_total", "Pictures that publishers brought"),
    LIVE_PICTURES_OUT("headrace_live_pictures_out_total", "Pictures that came back and were shown"),
    LIVE_PICTURES_LOST(
            "headrace_live_pictures_lost_total", "Pictures of the source of which nothing came back in time"),
    LIVE_PICTURES_REPEATED(
            "headrace_live_pictures_repeated_total", "Pictures that came back again, and were not shown"),
    LIVE_TAKE_OVERS("headrace_live_take_overs_total", "Times that an output went on from another session"),
    LIVE_SESSIONS_HELD("headrace_live_sessions_held", "Live sessions that have a place with this orchestrator"),
    TRICKLE_CHANNELS("headrace_trickle_channels", "Channels of the trickle server"),
    TRICKLE_READERS("headrace_trickle_readers", "Subscribers that wait for a segment or read one"),
    TRICKLE_BYTES("headrace_trickle_bytes", "What the channels' segments take in memory"),
    HLS_BYTES("headrace_hls_bytes_total", "Bytes of playlists and segments served");

    private final String meter;
    private final String help;

    Reading(String meter, String help) {
        this.meter = meter;
        this.help = help;
    }

    public String meter() {
        return meter;
    }

    String help() {
        return help;
    }
}
