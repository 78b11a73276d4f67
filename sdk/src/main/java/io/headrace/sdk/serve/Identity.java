package io.headrace.sdk.serve;

/**
 * As what a server answers, beside its pipeline.
 *
 * @param model what the network calls a model; may be empty
 * @param version of the program
 * @param token that requests for work need as bearer; empty when anybody may ask; never printed
 */
public record Identity(String model, String version, String token) {
    public static final Identity UNNAMED = new Identity("", "undefined", "");

    /** Without the token. */
    @Override
    public String toString() {
        return model + " " + version;
    }
}
