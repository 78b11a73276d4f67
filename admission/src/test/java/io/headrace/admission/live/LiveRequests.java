package io.headrace.admission.live;

import io.headrace.crypto.EthAddress;
import io.headrace.media.ManifestId;

/** Sessions for tests. */
final class LiveRequests {

    static final EthAddress ALICE = EthAddress.parse("0x00000000000000000000000000000000000a11ce");
    static final EthAddress BOB = EthAddress.parse("0x0000000000000000000000000000000000000b0b");
    static final String MODEL = "noop";

    private LiveRequests() {}

    static LiveRequest of(String name) {
        return of(name, ALICE, Metering.FLOW);
    }

    static LiveRequest of(String name, EthAddress sender, Metering metering) {
        return of(name, sender, MODEL, metering);
    }

    static LiveRequest of(String name, EthAddress sender, String model, Metering metering) {
        return new LiveRequest(
                new ManifestId(name), sender, model, metering, new LiveRequest.Asked("{}", "request", "stream"));
    }
}
