package dev.coflow.reactor.sql;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The databases that queries are tested on. Each is started when it is first asked for, and stopped with its JVM. */
enum Database {
    H2 {
        @Override
        ConnectionFactory connections() {
            return ConnectionFactories.get("r2dbc:h2:mem:///flow?options=DB_CLOSE_DELAY=-1");
        }

        @Override
        DataSource dataSource() {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:flow;DB_CLOSE_DELAY=-1");
            return source;
        }

        @Override
        String series(int last) {
            return "(SELECT X AS n FROM SYSTEM_RANGE(1, " + last + "))";
        }

        @Override
        String sleepFunction() {
            return "CREATE ALIAS IF NOT EXISTS wait_for AS 'int f(int s) throws Exception { Thread.sleep(s * 1000L); return s; }'";
        }
    },
    POSTGRES {
        @Override
        ConnectionFactory connections() {
            return ConnectionFactories.get(ConnectionFactoryOptions.builder()
                    .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                    .option(ConnectionFactoryOptions.HOST, "127.0.0.1")
                    .option(ConnectionFactoryOptions.PORT, Postgres.SERVER.getPort())
                    .option(ConnectionFactoryOptions.USER, "postgres")
                    .option(ConnectionFactoryOptions.PASSWORD, "postgres")
                    .option(ConnectionFactoryOptions.DATABASE, "postgres")
                    .build());
        }

        @Override
        DataSource dataSource() {
            return Postgres.SERVER.getPostgresDatabase();
        }

        @Override
        String series(int last) {
            return "generate_series(1, " + last + ") AS series(n)";
        }

        @Override
        String sleepFunction() {
            return "CREATE OR REPLACE FUNCTION wait_for(s INT) RETURNS VOID AS 'SELECT pg_sleep(s)' LANGUAGE SQL";
        }
    };

    private static final Duration LIMIT = Duration.ofSeconds(20);

    abstract ConnectionFactory connections();

    abstract DataSource dataSource();

    /** A table of the numbers from 1, in a column named n. */
    abstract String series(int last);

    /** Makes the function {@code wait_for} of seconds. */
    abstract String sleepFunction();

    /** Who waits longer than the limit for a connection gets an error: one was not given back. */
    ConnectionPool pool(int size) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections())
                .initialSize(0)
                .maxSize(size)
                .maxAcquireTime(LIMIT)
                .build());
    }

    /** Executes statements, one after the other. */
    void execute(String... statements) {
        for (String sql : statements) {
            JdbcQuery.of(dataSource(), sql).rowsUpdated().toList();
        }
    }

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
