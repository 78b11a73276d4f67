package io.headrace.inference.source;

/** Whoever starts containers. Blocks; any thread. */
@FunctionalInterface
public interface Containers {

    /** For a node that was told of no container engine. */
    Containers NONE = (wanted, _) -> new Opening.Failed("No container engine was named, so the image " + wanted.image()
            + " of " + wanted.model() + " cannot be started; name Docker's or Podman's by DOCKER_HOST");

    /**
     * Starts a container; whether what is in it is ready is seen by asking it.
     *
     * @param token the bearer that it is to ask for; visible ASCII
     * @throws InterruptedException when nobody wants it any more; nothing is left running then
     */
    Opening open(ContainerRunner wanted, String token) throws InterruptedException;
}
