/** What a runner child computes. Runs only inside a child process; it serves the contract of every runner. */
@NullMarked
package io.headrace.models;

import org.jspecify.annotations.NullMarked;
