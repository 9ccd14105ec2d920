/**
 * Queries over R2DBC and JDBC as flows of their rows, and a transaction as a body. Twisted's {@code QueryIterator}. R2DBC is optional:
 * {@code io.r2dbc:r2dbc-spi} and a driver are for the application to add.
 */
@NullMarked
package dev.coflow.reactor.sql;

import org.jspecify.annotations.NullMarked;
