<?php
add_action( 'send_headers', function () {
	if ( is_user_logged_in() || WC()->cart?->get_cart_contents_count() ) {
		header( 'Cache-Control: private, no-store' );
		return;
	}
	header( 'Cache-Control: public, max-age=600, stale-while-revalidate=60' );
} );
