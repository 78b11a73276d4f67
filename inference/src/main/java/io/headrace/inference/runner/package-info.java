/** The supervision of one runner: its start, its health, its sessions, its failures. */
@NullMarked
package io.headrace.inference.runner;

import org.jspecify.annotations.NullMarked;
