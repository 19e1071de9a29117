-- asset-checklist.sql: ASSET, one an open case of a customer that has our equipment, from the age that the policy says.

-- name: jobs
SELECT customer, salesman, :default_language AS language, 0 AS level, id AS key, reason,
	CASE WHEN reason = 'not_reached' THEN :as_of + low - age END AS first_on, sort
FROM (SELECT n.id, n.customer, n.age, c.salesman, c.sort, l.value + 0 AS low,
		CASE WHEN n.customer NOT IN (SELECT customer FROM asset WHERE coalesce(placed_on, :as_of) <= :as_of
			AND coalesce(removed_on, :as_of + 1) > :as_of) THEN 'no_assets'
		     WHEN :asked THEN NULL
		     WHEN l.value IS NULL THEN 'not_in_policy'
		     WHEN n.age < l.value + 0 THEN 'not_reached' END AS reason
	FROM case_now n CROSS JOIN dunning c ON c.customer = n.customer LEFT JOIN policy l ON l.key = 'asset_age' LIMIT -1);

-- name: assets
-- What is still with the customer first, then what was fetched.
-- columns: qty count, removed_on date, removed flag
SELECT type, qty, serial, condition, location, iif(removed_on <= :as_of, photo, NULL) AS photo, iif(removed_on <= :as_of, form_no, NULL) AS form_no,
	iif(removed_on <= :as_of, removed_on, NULL) AS removed_on, coalesce(removed_on <= :as_of, 0) AS removed
FROM asset WHERE customer = :customer AND coalesce(placed_on, :as_of) <= :as_of
ORDER BY coalesce(removed_on <= :as_of, 0), placed_on, id;
