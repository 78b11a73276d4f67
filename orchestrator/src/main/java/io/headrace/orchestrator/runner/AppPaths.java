package io.headrace.orchestrator.runner;

/** Where clients and runners find what is theirs (real-time reference sections 9.5 and 9.7). */
final class AppPaths {

    static final String OPEN = "/apps/{runner}/session";
    static final String STOP = "/apps/{runner}/session/{session}/stop";
    static final String PAYMENT = "/apps/{runner}/session/{session}/payment";
    static final String SESSION_APP = "/apps/{runner}/session/{session}/app/{path...}";
    static final String APP = "/apps/{runner}/app/{path...}";
    static final String PROXY = "/run/{proxy}/{path...}";

    private AppPaths() {}

    static String entrance(Runner runner) {
        return "/apps/" + runner.id() + (runner.isPersistent() ? "/session" : "/app");
    }

    /** Under which a session is paid and stopped. */
    static String control(Runner runner, String session) {
        return "/apps/" + runner.id() + "/session/" + session;
    }

    /** Under which the runner says what it wants for a session. */
    static String callback(Runner runner, String session) {
        return "/runner/" + runner.id() + "/session/" + session;
    }
}
