package io.headrace.orchestrator.runner.registry;

/** Where clients and runners find what is theirs (real-time reference sections 9.5 and 9.7). */
public final class RunnerPaths {

    public static final String OPEN = "/apps/{runner}/session";
    public static final String STOP = "/apps/{runner}/session/{session}/stop";
    public static final String PAYMENT = "/apps/{runner}/session/{session}/payment";
    public static final String SESSION_APP = "/apps/{runner}/session/{session}/app/{path...}";
    public static final String APP = "/apps/{runner}/app/{path...}";
    public static final String PROXY = "/run/{proxy}/{path...}";

    private RunnerPaths() {}

    public static String entrance(Runner runner) {
        return "/apps/" + runner.id() + (runner.isPersistent() ? "/session" : "/app");
    }

    /** Under which a session is paid and stopped. */
    public static String control(Runner runner, String session) {
        return "/apps/" + runner.id() + "/session/" + session;
    }

    /** Under which the runner says what it wants for a session. */
    public static String callback(Runner runner, String session) {
        return "/runner/" + runner.id() + "/session/" + session;
    }
}
