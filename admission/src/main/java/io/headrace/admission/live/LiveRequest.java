package io.headrace.admission.live;

import io.headrace.crypto.EthAddress;
import io.headrace.media.ManifestId;

/**
 * What a gateway asks a place for, before its payment has been looked at.
 *
 * @param session drawn for this request; names the account that is paid into
 * @param sender who will pay; {@link EthAddress#ZERO} off chain
 * @param model what is to be run; not empty
 * @param asked what the gateway says besides
 */
public record LiveRequest(ManifestId session, EthAddress sender, String model, Metering metering, Asked asked) {

    public LiveRequest {
        if (model.isEmpty()) {
            throw new IllegalArgumentException("A live session names its model");
        }
    }

    /**
     * @param parameters a JSON object, for the runner
     * @param requestId for logs
     * @param streamId for logs
     */
    public record Asked(String parameters, String requestId, String streamId) {}
}
