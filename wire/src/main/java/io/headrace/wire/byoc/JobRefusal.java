package io.headrace.wire.byoc;

/** How nodes refuse a job or a registration, in the words of existing ones (pipelines sections 5.1 to 5.6). */
public enum JobRefusal {
    METHOD(405, "Method not allowed"),
    REGISTRATION_SECRET(400, "invalid authorization"),
    NO_SENDER(400, "Must have eth address and signature on address in Livepeer-Eth-Address header"),
    NO_ORCHESTRATORS(400, "No orchestrators found for capability "),
    UNPARSABLE(400, "Unable to parse job request, err="),
    NO_JSON_REQUEST(400, "Unable to unmarshal job request err="),
    CREDENTIALS(400, "Could not verify job creds"),
    /** Of ours: existing gateways would pay the price of another unit for every second. */
    UNIT(400, "This capability is not paid by the second, and the gateway does not say that it pays by the "),
    BALANCE(400, "Insufficient balance for request"),
    STREAM_BALANCE(402, "Insufficient balance for request"),
    NO_CAPACITY(503, "No capacity available for capability"),
    NO_STREAM(404, "Stream not found");

    private final int status;
    private final String text;

    JobRefusal(int status, String text) {
        this.status = status;
        this.text = text;
    }

    public int status() {
        return status;
    }

    /** As it travels. */
    public String body() {
        return body("");
    }

    /** @param rest what follows the text where that is only a beginning */
    public String body(String rest) {
        return text + rest + "\n";
    }
}
